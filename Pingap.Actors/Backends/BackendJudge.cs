using Pingap.Actors.Health;

namespace Pingap.Actors.Backends;

/// <summary>
/// All verdicts about one backend, and what leads to them: probes, the breaker, the ejection. Its actor tells it what happens. No clock, no messages; owned by
/// the actor and touched on every request: a plain mutable object.
/// </summary>
/// <param name="settings">How it judges.</param>
/// <param name="isHealthy">The verdict to begin with.</param>
internal sealed class BackendJudge(BackendSettings settings, bool isHealthy = true)
{
    private readonly FailureWindow _window = new(settings.CircuitBreaker.Window);
    private readonly FailureWindow _ejectionWindow = new(settings.Ejection.Window);
    private HealthTally _tally = HealthTally.Initial with { IsHealthy = isHealthy };

    /// <summary>The breaker.</summary>
    public CircuitBreaker Circuit { get; private set; } = CircuitBreaker.Initial;

    /// <summary>The ejection.</summary>
    public Ejection Ejection { get; private set; } = Ejection.Initial;

    /// <summary>Why an ejection is wanted, while it is.</summary>
    public string EjectionCause => Ejection.Cause(_ejectionWindow.FailurePercent, settings.Ejection);

    /// <summary>What holds now.</summary>
    /// <param name="cause">Why it changed.</param>
    public Availability Now(string cause) =>
        new(_tally.IsHealthy, Circuit.State, Circuit.Trial, Circuit.Places(settings.CircuitBreaker), Circuit.Until, cause)
        {
            IsOnlySuspected = _tally.IsOnlySuspected,
            EjectedUntil = Ejection.State is EjectionState.Ejected ? Ejection.Until : null,
            Ejections = Ejection.Number,
        };

    /// <summary>Whether anything is no longer as it was said.</summary>
    public bool Differs(in Availability said) => _tally.IsHealthy != said.IsHealthy || _tally.IsOnlySuspected != said.IsOnlySuspected || Circuit.State != said.Circuit;

    /// <summary>A probe ended.</summary>
    public void Probed(bool isGood) => _tally = _tally.Probed(isGood, settings.HealthCheck);

    /// <summary>A request ended.</summary>
    /// <param name="outcome">How.</param>
    /// <param name="trial">The trial it was part of, as <see cref="CircuitBreaker.Observed"/> takes it.</param>
    /// <param name="ejections">How often the backend had been ejected when it began: what began before an ejection, and was slow, says nothing about the time after.</param>
    /// <param name="clock">Asked for the time only where it is needed: most requests succeed, and success has no time.</param>
    /// <returns>Whether the backend wants to be ejected since this request.</returns>
    public bool Observe(Outcome outcome, long trial, long ejections, Akka.Actor.ITimeProvider clock)
    {
        var (breaker, ejection) = (settings.CircuitBreaker, settings.Ejection);
        _tally = _tally.Observed(outcome.Kind, settings.HealthCheck);
        if (outcome.Kind is OutcomeKind.Inconclusive || !(breaker.IsEnabled || ejection.IsEnabled)) return false;
        var isFailure = outcome.IsFailure(breaker);
        var now = isFailure || breaker.MaxFailurePercent > 0 || ejection.FailurePercent > 0 ? clock.Now : default;
        if (breaker.IsEnabled) Circuit = Circuit.Observed(isFailure, trial, FailurePercent(isFailure, trial, now), now, breaker);
        if (!ejection.IsEnabled || Ejection.State is not EjectionState.In || ejections != Ejection.Number) return false;
        Ejection = Ejection.Observed(outcome.Kind, isFailure, EjectionPercent(isFailure, now), now, ejection);
        return Ejection.State is EjectionState.Wanted;
    }

    /// <summary>The time of the breaker's state may be over.</summary>
    public void CircuitDue(DateTimeOffset now) => Circuit = Circuit.At(now, settings.CircuitBreaker);

    /// <summary>The breaker has closed: what led to its opening does not count again.</summary>
    public void CircuitClosed() => _window.Clear();

    /// <summary>The group has answered the wish for an ejection.</summary>
    public void EjectionAnswered(bool isAllowed, DateTimeOffset now)
    {
        Ejection = isAllowed ? Ejection.Granted(now, settings.Ejection) : Ejection.Kept(now, settings.Ejection);
        _ejectionWindow.Clear();
    }

    /// <summary>The time of an ejection may be over.</summary>
    public void EjectionDue(DateTimeOffset now) => Ejection = Ejection.At(now);

    private int FailurePercent(bool isFailure, long trial, DateTimeOffset now)
    {
        if (settings.CircuitBreaker.MaxFailurePercent == 0 || Circuit.State is not CircuitState.Closed || !Circuit.Counts(trial)) return 0;
        _window.Add(isFailure, now);
        return _window.Requests >= settings.CircuitBreaker.MinRequests ? _window.FailurePercent : 0;
    }

    private int EjectionPercent(bool isFailure, DateTimeOffset now)
    {
        if (settings.Ejection.FailurePercent == 0) return 0;
        _ejectionWindow.Add(isFailure, now);
        return _ejectionWindow.Requests >= settings.Ejection.MinRequests ? _ejectionWindow.FailurePercent : 0;
    }
}
