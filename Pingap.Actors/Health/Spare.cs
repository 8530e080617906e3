namespace Pingap.Actors.Health;

/// <summary>What a group may do without: which ejections it allows, and when so little is left that availability is no longer looked at.</summary>
public static class Spare
{
    /// <summary>
    /// Whether one more backend may be ejected. One always may, whatever the share of a small group, as in Envoy (<c>always_eject_one_host</c>); but never the last
    /// one that takes requests: one that fails some of them is better than none.
    /// </summary>
    /// <param name="backends">Backends with a weight.</param>
    /// <param name="ejected">How many of them are ejected.</param>
    /// <param name="othersAvailable">How many take requests, without the one in question.</param>
    /// <param name="maxPercent">Share of the backends that may be ejected at a time.</param>
    public static bool AllowsEjection(int backends, int ejected, int othersAvailable, int maxPercent) =>
        othersAvailable > 0 && (ejected == 0 || (ejected + 1L) * 100 <= (long)maxPercent * backends);

    /// <summary>Whether so little is available that all backends shall be tried: the verdicts are then less likely to be true than the requests to need an answer.</summary>
    /// <param name="available">Sum of the weights of the backends that take requests.</param>
    /// <param name="total">Sum of all weights.</param>
    /// <param name="thresholdPercent">The share below which it is too little; 0 is never.</param>
    public static bool IsPanic(long available, long total, int thresholdPercent) => total > 0 && available * 100 < thresholdPercent * total;
}
