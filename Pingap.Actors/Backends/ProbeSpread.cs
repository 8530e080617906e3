using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace Pingap.Actors.Backends;

/// <summary>
/// Spreads the probes of backends that start together: hundreds of upstreams would otherwise be probed all at once, again and again, and requests
/// would wait meanwhile. All by chance, but always the same for one backend.
/// </summary>
internal sealed class ProbeSpread
{
    /// <summary>The share by which an interval may be shorter or longer.</summary>
    public const double Jitter = 0.1;

    private readonly ulong _backend;
    private ulong _waits;

    /// <summary>The waits of one backend.</summary>
    public ProbeSpread(BackendSettings settings) =>
        _backend = XxHash3.HashToUInt64(MemoryMarshal.AsBytes($"{settings.Upstream} {settings.Address}".AsSpan()));

    /// <summary>
    /// When the next probe follows on one that ended: the first time after between half of the interval and all of it, then after the interval, a tenth more or less:
    /// without that, backends that have come into step, for one because they were slow together, would stay in step.
    /// </summary>
    public TimeSpan Next(TimeSpan interval)
    {
        if (_waits++ == 0) return interval * (0.5 + (0.5 * Share(_backend)));
        var share = Share(XxHash3.HashToUInt64(MemoryMarshal.AsBytes<ulong>([_backend, _waits])));
        return interval * (1 - Jitter + (2 * Jitter * share));
    }

    private static double Share(ulong hash) => hash / (double)ulong.MaxValue;
}
