using Pingap.Actors.Configuration;

namespace Pingap.Actors.Health;

/// <summary>
/// Whether a backend is healthy, and how close it is to changing. Probes in a row decide both ways; failed connections of requests in
/// a row can only take it out, because then it gets no requests that could bring it back.
/// </summary>
/// <param name="IsHealthy">The verdict.</param>
/// <param name="ProbeStreak">Probes in a row that contradict the verdict.</param>
/// <param name="ConnectStreak">Requests in a row that got no connection.</param>
public readonly record struct HealthTally(bool IsHealthy, int ProbeStreak, int ConnectStreak)
{
    /// <summary>A backend is healthy until shown otherwise.</summary>
    public static HealthTally Initial { get; } = new(true, 0, 0);

    /// <summary>The tally after a probe.</summary>
    public HealthTally Probed(bool isGood, HealthCheckConfig rules)
    {
        if (isGood == IsHealthy) return this with { ProbeStreak = 0 };
        var streak = ProbeStreak + 1;
        return streak >= (isGood ? rules.HealthyAfter : rules.UnhealthyAfter) ? new(isGood, 0, 0) : this with { ProbeStreak = streak };
    }

    /// <summary>The tally after a request.</summary>
    public HealthTally Observed(OutcomeKind outcome, HealthCheckConfig rules)
    {
        // Who was overtaken may have had a connection or not.
        if (!IsHealthy || outcome is OutcomeKind.Inconclusive or OutcomeKind.Overtaken) return this;
        if (outcome is not OutcomeKind.ConnectFailed) return ConnectStreak == 0 ? this : this with { ConnectStreak = 0 };
        var streak = ConnectStreak + 1;
        return streak >= rules.UnhealthyAfter ? new(false, 0, 0) : this with { ConnectStreak = streak };
    }
}
