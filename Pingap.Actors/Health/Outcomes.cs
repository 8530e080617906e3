using Pingap.Actors.Configuration;

namespace Pingap.Actors.Health;

/// <summary>What an outcome means for a circuit breaker.</summary>
public static class Outcomes
{
    /// <summary>Whether the backend failed: every transport failure, and the statuses the configuration names.</summary>
    public static bool IsFailure(this Outcome outcome, CircuitBreakerConfig rules)
    {
        if (outcome.Kind is not OutcomeKind.Answered) return outcome.Kind is not OutcomeKind.Inconclusive;
        foreach (var range in rules.FailureStatuses.AsSpan())
        {
            if (range.Contains(outcome.Status)) return true;
        }

        return false;
    }
}
