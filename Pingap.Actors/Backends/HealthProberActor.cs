using Akka.Actor;
using Akka.Event;
using Pingap.Actors.Configuration;

namespace Pingap.Actors.Backends;

/// <summary>Probes one backend again and again, and says each result to its parent. It does the I/O that the backend's actor must not do.</summary>
internal sealed class HealthProberActor : UntypedActor, IWithTimers
{
    private const string NextProbe = "next-probe";
    private readonly IHealthProbe _probe;
    private readonly BackendAddress _backend;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly ProbeSpread _spread;
    private readonly CancellationTokenSource _stopping = new();
    private TimeSpan _interval;
    private bool _isNextWanted;
    private bool _isProbing;
    private bool _isResting;

    public HealthProberActor(IHealthProbe probe, BackendSettings settings)
    {
        _probe = probe;
        _backend = settings.Address;
        _spread = new ProbeSpread(settings);
        _interval = settings.HealthCheck.Interval;
    }

    public ITimerScheduler Timers { get; set; } = null!;

    public static Props Props(IHealthProbes probes, BackendSettings settings) =>
        Akka.Actor.Props.CreateBy(new Producer(probes, settings));

    protected override void PreStart() => Self.Tell(Probe.Instance);

    // What has failed by a defect is likely to do so again: not at once.
    protected override void PostRestart(Exception reason) => WaitForNext(_spread.Next(_interval));

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
            case Probe when _isProbing || _isResting:
                break;
            case Probe:
                _isProbing = true;
                _probe.ProbeAsync(_stopping.Token).PipeTo(
                    Self, success: result => new BackendProtocol.ProbeEnded(result), failure: failure => new Status.Failure(failure));
                break;
            case BackendProtocol.ProbeEnded probed:
                _isProbing = false;
                if (_isResting) break;
                if (probed.Result.IsConclusive) Context.Parent.Tell(probed);
                else _log.Warning("a health check of backend {Backend} could not be made: {Finding}", _backend, probed.Result.Evidence);
                WaitForNext(_isNextWanted ? TimeSpan.Zero : _spread.Next(_interval));
                _isNextWanted = false;
                break;
            case Pace pace:
                _interval = pace.Interval;
                if (Timers.IsTimerActive(NextProbe)) WaitForNext(_spread.Next(_interval));
                break;
            case ProbeNow:
                // One that is under way began before whatever made this one wanted.
                if (Timers.IsTimerActive(NextProbe)) Timers.StartSingleTimer(NextProbe, Probe.Instance, TimeSpan.Zero);
                else _isNextWanted = _isProbing;
                break;
            case Rest rest:
                _isResting = rest.IsOn;
                Timers.Cancel(NextProbe);
                Self.Tell(Probe.Instance);
                break;
            case Status.Failure failure:
                // A probe turns trouble with the backend into a result, so this is a defect: supervision restarts the prober and says so.
                throw new InvalidOperationException("the health probe failed", failure.Cause);
            default:
                Unhandled(message);
                break;
        }
    }

    private void WaitForNext(TimeSpan wait) => Timers.StartSingleTimer(NextProbe, Probe.Instance, wait);

    /// <summary>Heard from the parent: how long to wait between probes from now on; also for the one that is waited for.</summary>
    public sealed record Pace(TimeSpan Interval);

    /// <summary>Heard from the parent: do not wait for the next probe.</summary>
    public sealed class ProbeNow
    {
        /// <summary>The only one.</summary>
        public static readonly ProbeNow Instance = new();
    }

    /// <summary>Heard from the parent: not to probe from now on, or to do so again, beginning at once. What a probe that is under way finds is not said meanwhile.</summary>
    public sealed record Rest(bool IsOn);

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
