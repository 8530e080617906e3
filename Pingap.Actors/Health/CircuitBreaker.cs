using Pingap.Actors.Configuration;

namespace Pingap.Actors.Health;

/// <summary>
/// A circuit breaker: closed → open → half-open → closed. A value; each step returns the next breaker.
/// </summary>
/// <param name="State">Whether requests pass.</param>
/// <param name="Failures">Closed: failures in a row.</param>
/// <param name="Until">Open: when it becomes half-open. Half-open: when the places of requests that have not ended are given to others.</param>
/// <param name="Trial">Half-open: tells the requests of this trial from earlier ones. Grows for ever.</param>
/// <param name="Successes">Half-open: requests that succeeded.</param>
public readonly record struct CircuitBreaker(CircuitState State, int Failures, DateTimeOffset Until, long Trial, int Successes)
{
    /// <summary>Half-open: the first trial since it was open. A request may take longer than a trial does, and says no less about the backend then.</summary>
    public long FirstTrial { get; init; }

    /// <summary>A breaker that has seen nothing.</summary>
    public static CircuitBreaker Initial { get; } = new(CircuitState.Closed, 0, default, 0, 0);

    /// <summary>Half-open: how many requests may be on trial at once, so that no more than the quota is ever admitted.</summary>
    public int Places(CircuitBreakerConfig rules) => State is CircuitState.HalfOpen ? rules.HalfOpenSuccesses - Successes : 0;

    /// <summary>The breaker at a time: open becomes half-open, and a trial that took too long begins anew.</summary>
    public CircuitBreaker At(DateTimeOffset now, CircuitBreakerConfig rules) => State switch
    {
        CircuitState.Open when now >= Until =>
            this with { State = CircuitState.HalfOpen, Trial = Trial + 1, FirstTrial = Trial + 1, Successes = 0, Until = now + rules.OpenDuration },
        CircuitState.HalfOpen when now >= Until => this with { Trial = Trial + 1, Until = now + rules.OpenDuration },
        _ => this,
    };

    /// <summary>The breaker after a request.</summary>
    /// <param name="isFailure">How the request ended; inconclusive ones are not told.</param>
    /// <param name="trial">The trial it was part of; while the breaker was closed the last one there had been, negative.</param>
    /// <param name="failurePercent">Share of failures in the window, with this one; 0 while there are too few requests.</param>
    /// <param name="now">When it ended.</param>
    /// <param name="rules">What opens and closes it.</param>
    public CircuitBreaker Observed(bool isFailure, long trial, int failurePercent, DateTimeOffset now, CircuitBreakerConfig rules) =>
        State switch
        {
            _ when !Counts(trial) => this,
            CircuitState.Closed when !isFailure => Failures == 0 ? this : this with { Failures = 0 },
            CircuitState.Closed when Trips(Failures + 1, failurePercent, rules) => Opened(now, rules),
            CircuitState.Closed => this with { Failures = Failures + 1 },
            CircuitState.HalfOpen when isFailure => Opened(now, rules),
            CircuitState.HalfOpen when Successes + 1 >= rules.HalfOpenSuccesses => Initial with { Trial = Trial },
            _ => this with { Successes = Successes + 1 },
        };

    /// <summary>Whether a request says something about the state there is: those from before the breaker opened do not count afterwards, neither on trial nor closed.</summary>
    /// <param name="trial">As in <see cref="Observed"/>.</param>
    public bool Counts(long trial) => State switch
    {
        CircuitState.Closed => trial == -Trial,
        CircuitState.HalfOpen => trial >= FirstTrial,
        _ => false,
    };

    private static bool Trips(int failures, int failurePercent, CircuitBreakerConfig rules) =>
        (rules.MaxConsecutiveFailures > 0 && failures >= rules.MaxConsecutiveFailures) ||
        (rules.MaxFailurePercent > 0 && failurePercent >= rules.MaxFailurePercent);

    private CircuitBreaker Opened(DateTimeOffset now, CircuitBreakerConfig rules) =>
        this with { State = CircuitState.Open, Failures = 0, Successes = 0, Until = now + rules.OpenDuration };
}
