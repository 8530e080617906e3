namespace Pingap.Actors.Configuration;

/// <summary>How an upstream learns from latency how many requests it takes at a time (<c>adaptive_concurrency</c>).</summary>
/// <param name="LeastInFlight">It never takes fewer; at least 1 (<c>adaptive_min_in_flight</c>).</param>
/// <param name="TolerancePercent">By how much answers may slow down, in percent of what they take without load, before it takes fewer (<c>adaptive_tolerance</c>).</param>
public sealed record AdaptiveConcurrencyConfig(int LeastInFlight, int TolerancePercent)
{
    /// <summary>What holds when only <c>adaptive_concurrency = true</c> is said.</summary>
    public static readonly AdaptiveConcurrencyConfig Default = new(4, 25);
}
