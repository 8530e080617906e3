using Akka.Actor;
using Akka.Event;

namespace Pingap.Actors.Backends;

/// <summary>Probes one backend again and again, and says each result to its parent. It does the I/O that the backend's actor must not do.</summary>
internal sealed class HealthProberActor : UntypedActor, IWithTimers
{
    private const string NextProbe = "next-probe";
    private readonly IHealthProbe _probe;
    private readonly TimeSpan _interval;
    private readonly CancellationTokenSource _stopping = new();
    private TimeSpan _wait;

    public HealthProberActor(IHealthProbe probe, BackendSettings settings)
    {
        _probe = probe;
        _interval = settings.HealthCheck.Interval;
        _wait = ProbeSpread.SecondProbe(settings);
    }

    public ITimerScheduler Timers { get; set; } = null!;

    public static Props Props(IHealthProbes probes, BackendSettings settings) =>
        Akka.Actor.Props.CreateBy(new Producer(probes, settings));

    protected override void PreStart() => Self.Tell(Probe.Instance);

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
                Timers.StartSingleTimer(NextProbe, Probe.Instance, _wait);
                _wait = _interval;
                break;
            case Status.Failure failure:
                // A probe turns trouble with the backend into a result, so this is a defect: supervision restarts the prober and says so.
                throw new InvalidOperationException("the health probe failed", failure.Cause);
            default:
                Unhandled(message);
                break;
        }
    }

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
