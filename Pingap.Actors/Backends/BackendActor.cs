using Akka.Actor;
using Akka.Event;
using Pingap.Actors.Handoff;
using Pingap.Actors.Health;

namespace Pingap.Actors.Backends;

/// <summary>One backend's truth: whether it is healthy, and whether its circuit breaker lets requests through.</summary>
public sealed class BackendActor : UntypedActor, IWithTimers
{
    private const string CircuitTimer = "circuit";
    private readonly BackendSettings _settings;
    private readonly IHealthProbes _probes;
    private readonly FailureWindow _window;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private HealthTally _tally = HealthTally.Initial;
    private CircuitBreaker _circuit = CircuitBreaker.Initial;
    private Availability _said = Availability.Initial;

    /// <summary>Made by <see cref="Props"/>.</summary>
    public BackendActor(BackendSettings settings, IHealthProbes probes)
    {
        _settings = settings;
        _probes = probes;
        _window = new FailureWindow(settings.CircuitBreaker.Window);
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    private static DateTimeOffset Now => Context.System.Scheduler.Now;

    /// <summary>A backend of a group, which is its parent.</summary>
    public static Props Props(BackendSettings settings, IHealthProbes probes) =>
        Akka.Actor.Props.Create(() => new BackendActor(settings, probes)).WithDispatcher(CallingThreadDispatcher.Path);

    /// <inheritdoc/>
    protected override void PreStart()
    {
        Context.ActorOf(HealthProberActor.Props(_probes, _settings), "prober");
        Context.Parent.Tell(new BackendProtocol.AvailabilityChanged(_settings.Address, _said));
    }

    /// <inheritdoc/>
    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case LeaseEnded end:
                Observe(end.Outcome, end.Trial);
                end.Done();
                break;
            case BackendProtocol.ProbeEnded probed:
                _tally = _tally.Probed(probed.Result.IsGood, _settings.HealthCheck);
                SayWhatChanged(probed.Result.IsGood ? "a good health check" : "a failed health check", probed.Result.Finding);
                break;
            case CircuitDue:
                _circuit = _circuit.At(Now, _settings.CircuitBreaker);
                SayWhatChanged("its time is over", "");
                ArmCircuitTimer(); // also when the timer came a moment before the time it was set for
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private void Observe(Outcome outcome, long trial)
    {
        var rules = _settings.CircuitBreaker;
        _tally = _tally.Observed(outcome.Kind, _settings.HealthCheck);
        if (rules.IsEnabled && outcome.Kind is not OutcomeKind.Inconclusive)
        {
            var isFailure = outcome.IsFailure(rules);
            _circuit = _circuit.Observed(isFailure, trial, FailurePercent(isFailure), isFailure ? Now : default, rules);
        }

        if (_tally.IsHealthy != _said.IsHealthy || _circuit.State != _said.Circuit) SayWhatChanged("requests", Words(outcome));
    }

    private int FailurePercent(bool isFailure)
    {
        if (_settings.CircuitBreaker.MaxFailurePercent == 0 || _circuit.State is not CircuitState.Closed) return 0;
        _window.Add(isFailure, Now);
        return _window.Requests >= _settings.CircuitBreaker.MinRequests ? _window.FailurePercent : 0;
    }

    private void SayWhatChanged(string cause, string evidence)
    {
        var now = new Availability(
            _tally.IsHealthy, _circuit.State, _circuit.Trial, _circuit.Places(_settings.CircuitBreaker), _circuit.Until, cause);
        if (now.IsHealthy == _said.IsHealthy && now.Circuit == _said.Circuit && now.Trial == _said.Trial) return;
        if (now.IsHealthy != _said.IsHealthy)
        {
            _log.Warning(
                "backend {Backend} of upstream {Upstream} is {Health}: {Cause} ({Evidence})",
                _settings.Address, _settings.Upstream, now.IsHealthy ? "healthy" : "unhealthy", cause, evidence);
        }

        if (now.Circuit != _said.Circuit) CircuitChanged(now.Circuit, cause, evidence);
        _said = now;
        Context.Parent.Tell(new BackendProtocol.AvailabilityChanged(_settings.Address, now));
    }

    private void CircuitChanged(CircuitState state, string cause, string evidence)
    {
        _log.Warning(
            "circuit of backend {Backend} of upstream {Upstream} is {Circuit}: {Cause} ({Evidence})",
            _settings.Address, _settings.Upstream, state, cause, evidence);
        if (state is CircuitState.Closed) _window.Clear();
        ArmCircuitTimer();
    }

    private void ArmCircuitTimer()
    {
        if (_circuit.State is CircuitState.Closed) Timers.Cancel(CircuitTimer);
        else Timers.StartSingleTimer(CircuitTimer, CircuitDue.Instance, _circuit.Until > Now ? _circuit.Until - Now : TimeSpan.Zero);
    }

    private static string Words(Outcome outcome) => outcome.Kind switch
    {
        OutcomeKind.Answered => $"last status {outcome.Status}",
        OutcomeKind.ConnectFailed => "last connection failed",
        OutcomeKind.TimedOut => "last request timed out",
        OutcomeKind.Broken => "last connection broke",
        _ => "",
    };

    private sealed class CircuitDue
    {
        public static readonly CircuitDue Instance = new();
    }
}
