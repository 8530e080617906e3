using System.Collections.Frozen;
using Pingap.Actors.Configuration;
using Pingap.Actors.Control;
using Pingap.Gateway.Forwarding;
using Pingap.Gateway.Listeners;
using Pingap.Gateway.Proxying;
using Pingap.Gateway.Tls;

namespace Pingap.Gateway.Hosting;

/// <summary>What the gateway changes with the configuration: certificates, listeners, connections to upstreams, and the snapshot that requests read.</summary>
/// <param name="snapshots">Where requests find the snapshot.</param>
/// <param name="certificates">Where handshakes find the certificates.</param>
/// <param name="listeners">The addresses listened on.</param>
/// <param name="applied">Told the basic settings of every configuration that is applied.</param>
/// <param name="time">The clock of connections that wait to be closed.</param>
public sealed class GatewayParticipant(
    SnapshotStore snapshots, CertificateStore certificates, ListenerSet listeners, Action<BasicConfig> applied, TimeProvider time) : IApplyParticipant
{
    /// <inheritdoc/>
    public Task<ApplyPreparation> PrepareAsync(VersionedConfig next, CancellationToken cancellation) => Task.FromResult(Prepare(next));

    private ApplyPreparation Prepare(VersionedConfig next)
    {
        var config = next.Config;
        var unusable = new List<CertificateProblem>();
        var table = CertificateTable.Build([.. config.Certificates.Values.OrderBy(c => c.Name.Value, StringComparer.Ordinal)], certificates.Current, unusable);
        if (unusable.Count > 0) return Refused(ApplyRefusal.Invalid, unusable.Select(problem => ProblemOf(problem, next)));

        var listening = listeners.Prepare(PlansOf(config), config.Basic.Threads);
        if (listening is ListenerPreparation.Refused refused)
            return Refused(ApplyRefusal.CannotListen, refused.Failures.Select(failure => ProblemOf(failure, next)));

        var change = ((ListenerPreparation.Ready)listening).Change;
        var before = snapshots.Current.Upstreams;
        var upstreams = next.Upstreams.ToFrozenDictionary(
            upstream => upstream.Key, upstream => new UpstreamView(upstream.Value, ClientFor(config.Upstreams[upstream.Key], before)));
        var snapshot = ProxySnapshot.Of(next.Version, config, upstreams);
        return new ApplyPreparation.Ready(
            () =>
            {
                // Before the listeners: the first connection of a new one must find its server and its certificate.
                certificates.Current = table;
                snapshots.Publish(snapshot);
                change.Commit(config.Basic.GracePeriod);
                Release(before, upstreams, config.Basic.GracePeriod);
                applied(config.Basic);
            },
            () =>
            {
                change.Undo();
                Release(upstreams, before, TimeSpan.Zero);
                return ValueTask.CompletedTask;
            });
    }

    /// <summary>Whatever does not concern the connections keeps them: weights, health checks and addresses may change.</summary>
    private static UpstreamClient ClientFor(UpstreamConfig config, FrozenDictionary<UpstreamName, UpstreamView> before) =>
        before.TryGetValue(config.Name, out var view) && view.Client.Fits(config) ? view.Client : new UpstreamClient(config);

    /// <summary>Closes the connections of <paramref name="old"/> that <paramref name="kept"/> does not share, when their requests have had their time.</summary>
    private void Release(FrozenDictionary<UpstreamName, UpstreamView> old, FrozenDictionary<UpstreamName, UpstreamView> kept, TimeSpan grace)
    {
        var gone = old.Values.Select(view => view.Client).Except(kept.Values.Select(view => view.Client)).ToList();
        if (gone.Count > 0) _ = ReleaseAsync(gone, grace);
    }

    private async Task ReleaseAsync(List<UpstreamClient> clients, TimeSpan grace)
    {
        await Task.Delay(grace, time);
        clients.ForEach(client => client.Dispose());
    }

    private static List<ListenerPlan> PlansOf(ProxyConfig config) =>
    [
        .. config.Servers.Values.OrderBy(server => server.Name.Value, StringComparer.Ordinal)
            .SelectMany(server => server.Addresses.Select(address => new ListenerPlan(server.Name, address, server.Tls, server.Http2))),
    ];

    private static ConfigProblem ProblemOf(ListenerFailure failure, VersionedConfig config) => Problem(
        $"servers.{failure.Plan.Server}.addr",
        $"cannot listen on {failure.Plan.Address}: {failure.Reason}; choose another address, or stop what uses it",
        config);

    private static ConfigProblem ProblemOf(CertificateProblem problem, VersionedConfig config) => Problem(
        $"certificates.{problem.Certificate}.tls_cert", $"the certificate cannot be used: {problem.Reason}", config);

    private static ConfigProblem Problem(string key, string message, VersionedConfig config) => new(
        ProblemSeverity.Error, config.Places.TryGetValue(key, out var place) ? place : null, key, message);

    private static ApplyPreparation.Refused Refused(ApplyRefusal reason, IEnumerable<ConfigProblem> problems) => new(reason, problems.ToValueList());
}
