using Akka.Actor;
using Akka.Event;
using Pingap.Actors.Configuration;
using Pingap.Actors.Handoff;
using Pingap.Actors.Health;

namespace Pingap.Actors.Backends;

/// <summary>One backend's truth: whether it is healthy, whether its circuit breaker lets requests through, and whether it is left out for a while.</summary>
public sealed class BackendActor : UntypedActor, IWithTimers
{
    private const string CircuitTimer = "circuit";
    private const string EjectionTimer = "ejection";
    private readonly BackendSettings _settings;
    private readonly IHealthProbes _probes;
    private readonly BackendJudge _judge;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private Availability _said;
    private IActorRef _prober = ActorRefs.Nobody;

    // Why the ejection that the group is asked about became wanted.
    private string _ejectionCause = "";
    private string _ejectionEvidence = "";

    /// <summary>Made by <see cref="Props"/>.</summary>
    public BackendActor(BackendSettings settings, IHealthProbes probes, bool isHealthy)
    {
        _settings = settings;
        _probes = probes;
        _judge = new BackendJudge(settings, isHealthy);
        _said = _judge.Now("new");
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    private static DateTimeOffset Now => Context.System.Scheduler.Now;

    /// <summary>A backend of a group, which is its parent.</summary>
    /// <param name="settings">How it is judged.</param>
    /// <param name="probes">What it is probed with.</param>
    /// <param name="isHealthy">What holds until a probe or requests say otherwise.</param>
    public static Props Props(BackendSettings settings, IHealthProbes probes, bool isHealthy = true) =>
        Akka.Actor.Props.Create(() => new BackendActor(settings, probes, isHealthy)).WithDispatcher(CallingThreadDispatcher.Path);

    /// <inheritdoc/>
    protected override void PreStart()
    {
        if (_settings.HealthCheck.Kind is not HealthCheckKind.None) _prober = Context.ActorOf(HealthProberActor.Props(_probes, _settings), "prober");
        if (!_said.IsHealthy) _prober.Tell(new HealthProberActor.Pace(_settings.HealthCheck.IntervalOf(isHealthy: false)));
        Context.Parent.Tell(new BackendProtocol.AvailabilityChanged(_settings.Address, _said) { IsStart = true });
    }

    /// <inheritdoc/>
    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case LeaseEnded end:
                Observe(end);
                end.Done();
                break;
            case BackendProtocol.ProbeEnded { Result: var result }:
                _judge.Probed(result.IsGood);
                SayWhatChanged(result.IsGood ? "a good health check" : "a failed health check", result.Finding, result.Evidence);
                break;
            case BackendProtocol.ProbesWanted probes:
                _prober.Tell(new HealthProberActor.Rest(!probes.AreWanted));
                break;
            case CircuitDue:
                _judge.CircuitDue(Now);
                SayWhatChanged("its time is over", "", "");
                ArmCircuitTimer(); // also when the timer came a moment before the time it was set for
                break;
            case BackendProtocol.EjectionAnswered when _judge.Ejection.State is not EjectionState.Wanted:
                break; // it is for a life of this actor that has ended
            case BackendProtocol.EjectionAnswered answered:
                var now = Now;
                _judge.EjectionAnswered(answered.IsAllowed, now);
                if (answered.IsAllowed) SayEjected(_judge.Ejection.Until - now);
                else Say(_ejectionCause, [Entry("not ejected, for the group cannot spare it", _ejectionCause, _ejectionEvidence)]);
                break;
            case EjectionDue:
                _judge.EjectionDue(Now);
                if (_judge.Ejection.State is EjectionState.Ejected) ArmEjectionTimer();
                else SayBack();
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private void Observe(LeaseEnded end)
    {
        var outcome = end.Outcome;
        var isEjectionWanted = _judge.Observe(outcome, end.Trial, end.Ejections, Context.System.Scheduler);
        if (_judge.Differs(_said)) SayWhatChanged("requests", outcome.Words, outcome.Evidence);
        if (!isEjectionWanted) return;
        (_ejectionCause, _ejectionEvidence) = (_judge.EjectionCause, outcome.Evidence);
        Context.Parent.Tell(new BackendProtocol.EjectionWanted(_settings.Address, _judge.Ejection.Number + 1));
    }

    /// <param name="cause">What made it change.</param>
    /// <param name="finding">What was seen, for the log.</param>
    /// <param name="evidence">The same with the name of its cause, for whoever asks why.</param>
    private void SayWhatChanged(string cause, string finding, string evidence)
    {
        var now = _judge.Now(cause);
        if (now.IsHealthy == _said.IsHealthy && now.IsOnlySuspected == _said.IsOnlySuspected && now.Circuit == _said.Circuit && now.Trial == _said.Trial) return;
        var why = new List<ChangeEntry>();
        if (now.IsHealthy != _said.IsHealthy)
        {
            var health = now.IsHealthy ? "healthy" : "unhealthy";
            _log.Warning(
                "backend {Backend} of upstream {Upstream} is {Health}: {Cause} ({Evidence})", _settings.Address, _settings.Upstream, health, cause, finding);
            why.Add(Entry(health, cause, evidence));
            if (_settings.HealthCheck.DownInterval is not null) _prober.Tell(new HealthProberActor.Pace(_settings.HealthCheck.IntervalOf(now.IsHealthy)));
            if (now.IsOnlySuspected) _prober.Tell(HealthProberActor.ProbeNow.Instance);
        }

        if (now.Circuit != _said.Circuit)
        {
            _log.Warning(
                "circuit of backend {Backend} of upstream {Upstream} is {Circuit}: {Cause} ({Evidence})", _settings.Address, _settings.Upstream, now.Circuit, cause, finding);
            why.Add(Entry(Words(now.Circuit), cause, evidence));
            if (now.Circuit is CircuitState.Closed) _judge.CircuitClosed();
            ArmCircuitTimer();
        }

        Say(cause, why);
    }

    private void SayEjected(TimeSpan time)
    {
        var duration = $"{time.TotalSeconds:0.###}s";
        _log.Warning(
            "backend {Backend} of upstream {Upstream} is ejected for {Duration}: {Cause} ({Evidence})",
            _settings.Address, _settings.Upstream, duration, _ejectionCause, _ejectionEvidence);
        ArmEjectionTimer();
        Say(_ejectionCause, [Entry($"ejected for {duration}", _ejectionCause, _ejectionEvidence)]);
    }

    private void SayBack()
    {
        const string Cause = "its time is over";
        _log.Warning("backend {Backend} of upstream {Upstream} is no longer ejected: {Cause}", _settings.Address, _settings.Upstream, Cause);
        Say(Cause, [Entry("no longer ejected", Cause, "")]);
    }

    private void Say(string cause, List<ChangeEntry> why)
    {
        _said = _judge.Now(cause);
        Context.Parent.Tell(new BackendProtocol.AvailabilityChanged(_settings.Address, _said) { Why = why.ToValueList() });
    }

    private static ChangeEntry Entry(string what, string cause, string evidence) => new(Now, what, cause, evidence);

    private void ArmCircuitTimer()
    {
        var circuit = _judge.Circuit;
        if (circuit.State is CircuitState.Closed) Timers.Cancel(CircuitTimer);
        else Timers.StartSingleTimer(CircuitTimer, CircuitDue.Instance, Left(circuit.Until));
    }

    private void ArmEjectionTimer() => Timers.StartSingleTimer(EjectionTimer, EjectionDue.Instance, Left(_judge.Ejection.Until));

    private static TimeSpan Left(DateTimeOffset until) => until > Now ? until - Now : TimeSpan.Zero;

    private static string Words(CircuitState state) => state switch
    {
        CircuitState.Closed => "circuit closed",
        CircuitState.Open => "circuit open",
        CircuitState.HalfOpen => "circuit half-open",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "not a state"),
    };

    private sealed class CircuitDue
    {
        public static readonly CircuitDue Instance = new();
    }

    private sealed class EjectionDue
    {
        public static readonly EjectionDue Instance = new();
    }
}
