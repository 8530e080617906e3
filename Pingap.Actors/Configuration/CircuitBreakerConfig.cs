namespace Pingap.Actors.Configuration;

/// <summary>When the circuit breaker of a backend opens and closes (the <c>circuit_break_*</c> keys).</summary>
/// <param name="MaxConsecutiveFailures">Failures in a row that open it; 0 is off.</param>
/// <param name="MaxFailurePercent">Share of failures in the window, in percent, that opens it; 0 is off.</param>
/// <param name="MinRequests">Requests the window must hold before the share counts.</param>
/// <param name="Window">Length of the window (<c>backend_stats_interval</c>).</param>
/// <param name="HalfOpenSuccesses">Requests a half-open breaker admits; as many successes close it.</param>
/// <param name="OpenDuration">How long it stays open before it is half-open, and how long a half-open trial may take before its
/// place is given to another.</param>
/// <param name="FailureStatuses">Answers that count as failures besides transport failures (<c>backend_failure_status_code</c>).</param>
public sealed record CircuitBreakerConfig(
    int MaxConsecutiveFailures,
    int MaxFailurePercent,
    int MinRequests,
    TimeSpan Window,
    int HalfOpenSuccesses,
    TimeSpan OpenDuration,
    ValueList<StatusRange> FailureStatuses)
{
    /// <summary>Off, with the values that its other keys have when not given.</summary>
    public static readonly CircuitBreakerConfig Off = new(0, 0, 10, TimeSpan.FromSeconds(60), 5, TimeSpan.FromSeconds(10), [new(500, 599)]);

    /// <summary>Whether any rule can open the breaker.</summary>
    public bool IsEnabled => MaxConsecutiveFailures > 0 || MaxFailurePercent > 0;
}
