using Pingap.Actors.Configuration.Values;

namespace Pingap.Actors.Discovery.Dns;

/// <summary>What one SRV record says (RFC 2782).</summary>
/// <param name="Host">The full name of the machine.</param>
/// <param name="Port">The port of the service there.</param>
/// <param name="Priority">Lower ones come first.</param>
/// <param name="Weight">The share among those of the same priority.</param>
internal sealed record SrvTarget(string Host, int Port, int Priority, int Weight)
{
    private const int GreatestWeight = 65535;

    /// <summary>Whether a name is that of a service: <c>_http._tcp.example.com</c>.</summary>
    public static bool IsService(string host) => host.Split('.') is [['_', _, ..], ['_', _, ..], _, ..];

    /// <summary>The targets by priority, the first priority first; a record without a target ("." for "not here"), or with one that is no host name, is left out.</summary>
    public static IReadOnlyList<IReadOnlyList<SrvTarget>> ByPriority(IEnumerable<SrvTarget> targets) =>
    [
        .. targets.Where(target => HostAndPort.IsHostName(target.Host.TrimEnd('.')) && target.Port > 0)
            .GroupBy(target => target.Priority).OrderBy(group => group.Key)
            .Select(group => group.OrderBy(target => target.Host, StringComparer.Ordinal).ThenBy(target => target.Port).ToList()),
    ];

    /// <summary>
    /// The weight of its backends. RFC 2782 leaves a weight of 0 "a very small chance", where an upstream's own 0 means none: it counts as 1.
    /// </summary>
    /// <param name="ofEntry">The weight behind the service in the configuration.</param>
    public int WeightIn(int ofEntry) => (int)Math.Min(GreatestWeight, Math.Max(1L, Weight) * ofEntry);
}
