using Akka.Actor;
using Akka.Hosting;
using Pingap.Actors.Backends;
using Pingap.Actors.Control;
using Pingap.Actors.Control.History;
using Pingap.Actors.Control.Sources;
using Pingap.Actors.Handoff;
using Pingap.Actors.Scheduling;
using Pingap.Actors.Upstreams;

namespace Pingap.Actors.Hosting;

/// <summary>Wires the actors into an actor system; tests use the same wiring.</summary>
public static class PingapActors
{
    /// <summary>Key of the supervisor of upstream groups in the actor registry.</summary>
    public sealed class UpstreamsKey;

    /// <summary>Key of the config actor in the actor registry.</summary>
    public sealed class ConfigKey;

    /// <summary>The dispatcher for actors on the request path, the guard of pooled messages, and what the proxy asks of the system.</summary>
    public static AkkaConfigurationBuilder WithPingapHandoff(this AkkaConfigurationBuilder builder) => builder
        .AddHocon(SystemHocon, HoconAddMode.Prepend)
        .AddHocon(TimerScheduler.Hocon, HoconAddMode.Prepend)
        .AddHocon(CallingThreadDispatcherConfigurator.Hocon, HoconAddMode.Prepend)
        .WithActors((system, _) => system.ActorOf(UndeliveredActor.Props(), "undelivered"));

    /// <summary>The groups of upstreams.</summary>
    public static AkkaConfigurationBuilder WithPingapUpstreams(this AkkaConfigurationBuilder builder, IHealthProbes probes) => builder
        .WithActors((system, registry) => registry.Register<UpstreamsKey>(system.ActorOf(UpstreamsActor.Props(probes, new SystemDiscoveries()), "upstreams")));

    /// <summary>The configuration; nothing is read until <see cref="ConfigProtocol.Reload"/> is told.</summary>
    public static AkkaConfigurationBuilder WithPingapControl(
        this AkkaConfigurationBuilder builder, IConfigSource source, IConfigHistory history, StartFrom startFrom, RunningConfig running) =>
        builder.WithActors((system, registry, resolver) => registry.Register<ConfigKey>(system.ActorOf(
            ConfigActor.Props(source, history, startFrom, registry.Get<UpstreamsKey>(), resolver.GetService<IApplyParticipant>(), running), "config")));

    // The system ends with its host, after the last request: its own hook would end it at the first SIGTERM. Nor does it write past the log while that is closed.
    private const string SystemHocon =
        """
        akka.coordinated-shutdown.run-by-clr-shutdown-hook = off
        akka.stdout-loglevel = off
        akka.log-dead-letters = off
        akka.log-dead-letters-during-shutdown = off
        """;
}
