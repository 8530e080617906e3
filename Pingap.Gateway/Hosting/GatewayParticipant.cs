using System.Collections.Frozen;
using Pingap.Actors.Configuration;
using Pingap.Actors.Control;
using Pingap.Actors.Upstreams;
using Pingap.Gateway.Forwarding;
using Pingap.Gateway.Listeners;
using Pingap.Gateway.Proxying;
using Pingap.Gateway.Tls;
using Pingap.Gateway.Transport;

namespace Pingap.Gateway.Hosting;

/// <summary>What the gateway changes with the configuration: certificates, listeners, connections to upstreams, and the snapshot that requests read.</summary>
/// <param name="snapshots">Where requests find the snapshot.</param>
/// <param name="certificates">Where handshakes find the certificates.</param>
/// <param name="listeners">The addresses listened on.</param>
/// <param name="limits">What clients may cost.</param>
/// <param name="applied">Told the basic settings of every configuration that is applied.</param>
public sealed class GatewayParticipant(
    SnapshotStore snapshots, CertificateStore certificates, ListenerSet listeners, ClientLimits limits, Action<BasicConfig> applied) : IApplyParticipant
{
    /// <inheritdoc/>
    public Task<ApplyPreparation> PrepareAsync(VersionedConfig next, CancellationToken cancellation) => BesideTraffic.RunAsync(() => Prepare(next));

    private ApplyPreparation Prepare(VersionedConfig next)
    {
        var config = next.Config;
        string? wrong = null;
        var unusable = new List<CertificateProblem>();
        var table = CertificateTable.Build([.. config.Certificates.Values.OrderBy(c => c.Name.Value, StringComparer.Ordinal)], certificates.Current, unusable);
        if (unusable.Count > 0) return Refused(ApplyRefusal.Invalid, unusable.Select(problem => ProblemOf(problem, next)));

        var chosen = config.Basic.Transport ?? ClientTransports.OfEnvironment(out wrong);
        if (wrong is not null) return Refused(ApplyRefusal.Invalid, [new(ProblemSeverity.Error, null, ClientTransports.Variable, wrong)]);

        var before = snapshots.Current;
        var made = new List<UpstreamClient>();
        try
        {
            var upstreams = next.Upstreams.ToFrozenDictionary(
                upstream => upstream.Key, upstream => ViewOf(upstream.Value, new UpstreamVersion(next.Version, config.Upstreams[upstream.Key]), before.Upstreams, made));
            var snapshot = ProxySnapshot.Of(next.Version, config, upstreams, before);

            // Last, when nothing else can fail: a bound address that is forgotten could never be had again.
            var listening = listeners.Prepare(PlansOf(config), config.Basic.Threads, chosen);
            if (listening is ListenerPreparation.Ready ready) return Prepared(config.Basic, table, snapshot, ready.Change, made);
            Retire(made);
            return Refused(
                ApplyRefusal.CannotListen, ((ListenerPreparation.Refused)listening).Failures.Select(failure => ProblemOf(failure, next)));
        }
        catch
        {
            Retire(made);
            throw;
        }
    }

    private ApplyPreparation.Ready Prepared(
        BasicConfig basic, CertificateTable table, ProxySnapshot snapshot, ListenerChange listening, List<UpstreamClient> made) => new(
        () =>
        {
            var before = snapshots.Current.Upstreams;
            // Before the listeners accept: the first connection of a new one must find its server and its certificate.
            listening.Announce(snapshot.Version);
            certificates.Current = table;
            limits.Take(basic);
            snapshots.Publish(snapshot);
            listening.Commit(basic.GracePeriod);
            // After the snapshot: a request that comes too late for a client finds another one there.
            Retire(before.Values.Select(view => view.Client).Except(snapshot.Upstreams.Values.Select(view => view.Client)));
            applied(basic);
        },
        () =>
        {
            listening.Undo();
            Retire(made);
            return ValueTask.CompletedTask;
        });

    /// <summary>Whatever does not concern the connections keeps them: weights, health checks and addresses may change.</summary>
    private UpstreamView ViewOf(
        UpstreamHandle handle, UpstreamVersion version, FrozenDictionary<UpstreamName, UpstreamView> before, List<UpstreamClient> made)
    {
        if (before.TryGetValue(version.Config.Name, out var view) && view.Client.Fits(version.Config))
        {
            // An upstream that has not changed is still that of the version in which it did.
            return view.Handle == handle && view.Version?.Config == version.Config
                ? view
                : view with { Handle = handle, Version = version, Keys = new(version.Config) };
        }

        var client = new UpstreamClient(version.Config, listeners.IsOpen);
        made.Add(client);
        return new UpstreamView(handle, client) { Version = version, Keys = new(version.Config) };
    }

    private static void Retire(IEnumerable<UpstreamClient> clients)
    {
        foreach (var client in clients) client.Dispose();
    }

    private static List<ListenerPlan> PlansOf(ProxyConfig config) =>
    [
        .. config.Servers.Values.OrderBy(server => server.Name.Value, StringComparer.Ordinal)
            .SelectMany(server => server.Addresses.Select(address => new ListenerPlan(server.Name, address, server.Tls, server.Http2)
            {
                KeepAlive = server.Sockets.KeepAlive,
                SocketMode = server.Sockets.SocketMode,
            })),
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
