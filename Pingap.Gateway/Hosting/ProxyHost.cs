using Akka.Actor;
using Akka.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Pingap.Actors.Backends;
using Pingap.Actors.Configuration;
using Pingap.Actors.Control;
using Pingap.Actors.Hosting;
using Pingap.Gateway.Admin;
using Pingap.Gateway.Forwarding;
using Pingap.Gateway.Listeners;
using Pingap.Gateway.Proxying;
using Pingap.Gateway.Telemetry;
using Pingap.Gateway.Tls;
using Pingap.Gateway.Transport;

namespace Pingap.Gateway.Hosting;

/// <summary>The composition root: joins actors, Kestrel and forwarding into one running proxy.</summary>
public static class ProxyHost
{
    private static readonly TimeSpan StartDeadline = TimeSpan.FromMinutes(1);

    /// <summary>How long requests that outlived their grace may take to notice that they were aborted.</summary>
    private static readonly TimeSpan AbortDeadline = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Runs a proxy until <paramref name="stop"/> is cancelled: then it accepts nothing more, lets open requests finish within the
    /// configuration's grace period, and ends. A configuration that cannot be applied at the start ends it at once.
    /// </summary>
    public static async Task<ProxyExit> RunAsync(ProxyRun run, CancellationToken stop)
    {
        if (run.FirstTransport is { } transport) SocketCompletions.ChooseFor(transport);
        using var host = Build(run);
        return await RunAsync(host, run, stop).ConfigureAwait(false);
    }

    /// <summary>The same with a host from <see cref="Build"/>, which the caller may look into, and disposes.</summary>
    internal static async Task<ProxyExit> RunAsync(IHost host, ProxyRun run, CancellationToken stop)
    {
        var log = host.Services.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(ProxyHost));
        if (SocketCompletions.AreInline) HostLog.CompletesInline(log);
        await host.StartAsync(CancellationToken.None).ConfigureAwait(false);
        try
        {
            var exit = await ServeAsync(host.Services, log, run, stop).ConfigureAwait(false);
            if (exit.Refusal is null) HostLog.Stopped(log);
            return exit;
        }
        finally
        {
            await host.StopAsync(CancellationToken.None).ConfigureAwait(false);
        }
    }

    private static async Task<ProxyExit> ServeAsync(IServiceProvider services, ILogger log, ProxyRun run, CancellationToken stop)
    {
        var kestrel = services.GetRequiredService<IServer>();
        var listeners = services.GetRequiredService<ListenerSet>();
        await kestrel.StartAsync(services.GetRequiredService<GatewayApplication>(), CancellationToken.None).ConfigureAwait(false);
        try
        {
            var config = services.GetRequiredService<ActorRegistry>().Get<PingapActors.ConfigKey>();
            var reply = await config.Ask<ConfigProtocol.ApplyReply>(new ConfigProtocol.Reload(""), StartDeadline, CancellationToken.None).ConfigureAwait(false);
            if (reply is ConfigProtocol.Rejected rejected) return new ProxyExit(rejected.Reason, rejected.Problems);

            run.Started(
                [.. listeners.Open.Select(listener => listener.EndPoint)],
                () => config.Tell(new ConfigProtocol.Reload("SIGHUP"), ActorRefs.NoSender));
            // After the listeners: whoever waits for the first answer does not wait for the channel.
            await using var control = await OpenControlAsync(services, log, run, config).ConfigureAwait(false);
            using var idle = IdleCollection.OfRuntime(services.GetRequiredService<TimeProvider>());
            await Stopped(stop).ConfigureAwait(false);
            var grace = services.GetRequiredService<RunningConfig>().Current!.Config.Basic.GracePeriod;
            HostLog.Stopping(log, grace);
            await Task.WhenAll(control?.StopAsync() ?? Task.CompletedTask, listeners.StopAsync(grace)).ConfigureAwait(false);
            return ProxyExit.Stopped;
        }
        finally
        {
            using var deadline = new CancellationTokenSource(AbortDeadline);
            await kestrel.StopAsync(deadline.Token).ConfigureAwait(false);
        }
    }

    /// <summary>Opens the control channel where there shall be one; without it the proxy proxies all the same, and says so.</summary>
    private static async Task<ControlServer?> OpenControlAsync(IServiceProvider services, ILogger log, ProxyRun run, IActorRef config)
    {
        if (run.ControlSocket is not { } path) return null;
        var routes = new ConfigRoutes(config, run.SourceName, log).AddTo(new ControlRoutes());
        new ProxyRoutes(run.SourceName, services.GetRequiredService<RunningConfig>(), services.GetRequiredService<TimeProvider>().GetUtcNow()).AddTo(routes);
        new UpstreamRoutes(services.GetRequiredService<ActorRegistry>().Get<PingapActors.UpstreamsKey>()).AddTo(routes);
        try
        {
            var server = await ControlServer.StartAsync(path, routes, services.GetRequiredService<ILoggerFactory>()).ConfigureAwait(false);
            ControlLog.Open(log, path);
            return server;
        }
        catch (IOException refused)
        {
            ControlLog.Unavailable(log, refused.Message);
            return null;
        }
    }

    /// <summary>The parts of a proxy, joined and not yet started.</summary>
    internal static IHost Build(ProxyRun run)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        run.Logging(builder.Logging);
        var running = new RunningConfig();
        builder.Services
            .AddKestrelFront()
            .AddPingapForwarding()
            .AddSingleton(running)
            .AddSingleton<IApplyParticipant>(services => new GatewayParticipant(
                services.GetRequiredService<SnapshotStore>(),
                services.GetRequiredService<CertificateStore>(),
                services.GetRequiredService<ListenerSet>(),
                services.GetRequiredService<ClientLimits>(),
                run.Applied))
            .AddAkka("pingap", (akka, _) => akka
                .ConfigureLoggers(loggers =>
                {
                    loggers.ClearLoggers();
                    loggers.AddLoggerFactory();
                })
                .WithPingapHandoff()
                .WithPingapUpstreams(new HealthProbes())
                .WithPingapControl(run.Source, run.History, run.StartFrom, running))
            // Signals are the command line's business: whoever stops the proxy lets open requests finish first.
            .AddSingleton<IHostLifetime, SilentLifetime>();
        return builder.Build();
    }

    private static async Task Stopped(CancellationToken stop)
    {
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = stop.Register(stopped.SetResult).ConfigureAwait(false);
        await stopped.Task.ConfigureAwait(false);
    }
}
