using Pingap.Actors.Configuration;
using Pingap.Actors.Handoff;

namespace Pingap.Actors.Upstreams;

/// <summary>What a request asks its group for.</summary>
/// <param name="Key">What the request is told apart by, where the upstream's algorithm does so: a hash that is the same in every process, or 0.</param>
/// <param name="Tried">Backends not to be given again, or <c>null</c>.</param>
/// <param name="Asked">The upstream as the request's snapshot has it, or <c>null</c> when any will do: routes, connections and backends are then of one version.</param>
/// <param name="Priority">Who waits with a higher one is served first; from 0 to 9.</param>
/// <param name="Waited">How long it has waited already; that counts against <c>queue_timeout</c>.</param>
/// <param name="Patience">How long it can wait for itself, or <c>null</c> for as long as the group lets it; zero to be refused where it would have to.</param>
/// <param name="IsRepetition">Whether a backend has seen the request already, so that the retry budget has to allow it.</param>
public readonly record struct PickRequest(
    ulong Key, TriedBackends? Tried = null, UpstreamVersion? Asked = null, int Priority = 0, TimeSpan Waited = default, TimeSpan? Patience = null,
    bool IsRepetition = false)
{
    /// <summary>The backend that the request names itself, where the upstream lets it; else <c>null</c>.</summary>
    public BackendAddress? Dialed { get; init; }

    /// <summary>Where the request goes on if it has to wait for the reply; on the thread pool if <c>null</c>.</summary>
    public IContinuations? Front { get; init; }

    /// <summary>Whether a backend will do.</summary>
    public bool Takes(BackendAddress backend) => (Dialed is not { } dialed || dialed == backend) && Tried?.Contains(backend) != true;
}
