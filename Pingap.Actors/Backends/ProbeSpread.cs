using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace Pingap.Actors.Backends;

/// <summary>
/// Spreads the probes of backends that start together: hundreds of upstreams would otherwise be probed all at once, again and again, and requests
/// would wait meanwhile.
/// </summary>
internal static class ProbeSpread
{
    /// <summary>When the second probe follows on the first: after between half of the interval and all of it, by chance but always the same for one backend.</summary>
    public static TimeSpan SecondProbe(BackendSettings settings)
    {
        var hash = XxHash3.HashToUInt64(MemoryMarshal.AsBytes($"{settings.Upstream} {settings.Address}".AsSpan()));
        return settings.HealthCheck.Interval * (0.5 + (hash / (2.0 * ulong.MaxValue)));
    }
}
