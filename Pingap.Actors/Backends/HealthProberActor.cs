using Akka.Actor;
using Akka.Event;

namespace Pingap.Actors.Backends;

/// <summary>Probes one backend again and again, and says each result to its parent. It does the I/O that the backend's actor must not do.</summary>
internal sealed class HealthProberActor : UntypedActor, IWithTimers
{
    private const string NextProbe = "next-probe";
    private readonly IHealthProbe _probe;
    private readonly ProbeSpread _spread;
    private readonly CancellationTokenSource _stopping = new();
    private TimeSpan _interval;

    public HealthProberActor(IHealthProbe probe, BackendSettings settings)
    {
        _probe = probe;
        _spread = new ProbeSpread(settings);
        _interval = settings.HealthCheck.Interval;
    }

    public ITimerScheduler Timers { get; set; } = null!;

    public static Props Props(IHealthProbes probes, BackendSettings settings) =>
        Akka.Actor.Props.CreateBy(new Producer(probes, settings));

    protected override void PreStart() => Self.Tell(Probe.Instance);

    // What has failed by a defect is likely to do so again: not at once.
    protected override void PostRestart(Exception reason) => WaitForNext();

    protected override void PostStop()
    {
        _stopping.Cancel();
        _stopping.Dispose();
        _probe.Dispose();
    }

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Probe:
                _probe.ProbeAsync(_stopping.Token).PipeTo(
                    Self, success: result => new BackendProtocol.ProbeEnded(result), failure: failure => new Status.Failure(failure));
                break;
            case BackendProtocol.ProbeEnded probed:
                Context.Parent.Tell(probed);
                WaitForNext();
                break;
            case Pace pace:
                _interval = pace.Interval;
                if (Timers.IsTimerActive(NextProbe)) WaitForNext();
                break;
            case Status.Failure failure:
                // A probe turns trouble with the backend into a result, so this is a defect: supervision restarts the prober and says so.
                throw new InvalidOperationException("the health probe failed", failure.Cause);
            default:
                Unhandled(message);
                break;
        }
    }

    private void WaitForNext() => Timers.StartSingleTimer(NextProbe, Probe.Instance, _spread.Next(_interval));

    /// <summary>Heard from the parent: how long to wait between probes from now on; also for the one that is waited for.</summary>
    public sealed record Pace(TimeSpan Interval);

    private sealed class Probe
    {
        public static readonly Probe Instance = new();
    }

    // A restarted prober needs a new probe: the old one is disposed.
    private sealed class Producer(IHealthProbes probes, BackendSettings settings) : IIndirectActorProducer
    {
        public Type ActorType => typeof(HealthProberActor);

        public ActorBase Produce() => new HealthProberActor(probes.Create(settings), settings);

        public void Release(ActorBase actor)
        {
            // The actor lets go of its probe when it stops.
        }
    }
}
