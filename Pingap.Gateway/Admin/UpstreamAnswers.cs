using Pingap.Actors.Health;
using Pingap.Actors.Upstreams;
using Pingap.Gateway.Admin.Contract;

namespace Pingap.Gateway.Admin;

/// <summary>Turns what a group says into what the channel says.</summary>
internal static class UpstreamAnswers
{
    /// <summary>All there is to say of an upstream.</summary>
    public static UpstreamInfo Whole(UpstreamGroupProtocol.BackendsListed listed) => Of(listed, Changes);

    /// <summary>The same without what was.</summary>
    public static UpstreamInfo Short(UpstreamGroupProtocol.BackendsListed listed) => Of(listed, _ => []);

    private static UpstreamInfo Of(UpstreamGroupProtocol.BackendsListed listed, Func<IEnumerable<ChangeEntry>, IReadOnlyList<ChangeInfo>> changes) => new(
        listed.Upstream.Value, listed.IsPanic, [.. listed.Backends.Select(backend => Backend(backend, changes))], changes(listed.Changes))
    {
        Drain = Drained(listed.Drain, listed.InFlight),
        InFlight = listed.InFlight,
        Streams = listed.Backends.Sum(backend => backend.Streams),
        Limit = listed.Limit,
        Waiting = listed.Waiting,
    };

    private static BackendInfo Backend(BackendView backend, Func<IEnumerable<ChangeEntry>, IReadOnlyList<ChangeInfo>> changes) => new(
        backend.Address.ToString(),
        backend.Weight,
        backend.Availability.IsHealthy,
        backend.Availability.Circuit,
        backend.InFlight,
        backend.Availability.EjectedUntil,
        changes(backend.Changes))
    {
        Drain = Drained(backend.Drain, backend.InFlight),
        Streams = backend.Streams,
        ConfiguredWeight = backend.ConfiguredWeight,
        Share = backend.Share,
        IsBackup = backend.IsBackup,
        LatencySeconds = backend.Latency?.TotalSeconds,
    };

    private static DrainInfo Drained(Drain drain, int left) =>
        drain.IsOut ? new(drain.State, drain.Since, left > 0 ? drain.Deadline : null, drain.BrokenOff) : DrainInfo.Active;

    private static IReadOnlyList<ChangeInfo> Changes(IEnumerable<ChangeEntry> entries) =>
        [.. entries.Select(entry => new ChangeInfo(entry.At, entry.What, entry.Cause, entry.Evidence))];
}
