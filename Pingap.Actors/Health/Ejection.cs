using Pingap.Actors.Configuration;

namespace Pingap.Actors.Health;

/// <summary>
/// The ejection of an outlier: in → wanted → ejected → in, or back in from wanted when the group cannot spare the backend. A value; each step returns the next.
/// </summary>
/// <param name="State">Whether requests pass.</param>
/// <param name="Failures">In: failures in a row. Wanted and ejected: those that led there.</param>
/// <param name="ConnectFailures">How many of them, the last ones, got no connection.</param>
/// <param name="Until">Ejected: when it is in again. In: before that it is not wanted again, because the group has refused.</param>
/// <param name="Since">In: when its last ejection ended.</param>
/// <param name="InARow">Ejections without enough good behaviour between them; the next lasts one time longer.</param>
/// <param name="Number">Ejections so far; tells one from the next.</param>
public readonly record struct Ejection(
    EjectionState State, int Failures, int ConnectFailures, DateTimeOffset Until, DateTimeOffset Since, int InARow, long Number)
{
    /// <summary>A backend that has failed nothing.</summary>
    public static Ejection Initial { get; }

    /// <summary>The ejection after a request.</summary>
    /// <param name="outcome">How it ended; inconclusive ones are not told.</param>
    /// <param name="isFailure">Whether it failed.</param>
    /// <param name="failurePercent">Share of failures in the window, with this one; 0 while there are too few requests.</param>
    /// <param name="now">When it ended; only looked at for a failure.</param>
    /// <param name="rules">What ejects.</param>
    public Ejection Observed(OutcomeKind outcome, bool isFailure, int failurePercent, DateTimeOffset now, EjectionConfig rules)
    {
        // Requests from before it was ejected say nothing new.
        if (State is not EjectionState.In) return this;
        if (!isFailure) return Failures == 0 ? this : this with { Failures = 0, ConnectFailures = 0 };
        var next = this with { Failures = Failures + 1, ConnectFailures = outcome is OutcomeKind.ConnectFailed ? ConnectFailures + 1 : 0 };
        return now >= Until && Trips(next.Failures, failurePercent, rules) ? next with { State = EjectionState.Wanted } : next;
    }

    /// <summary>The ejection when the group lets the backend go.</summary>
    public Ejection Granted(DateTimeOffset now, EjectionConfig rules)
    {
        // Each eject_duration without another ejection takes one off the row.
        var forgiven = Math.Min(InARow, (long)((now - Since) / rules.BaseDuration));
        var row = InARow - (int)forgiven + 1;
        var time = rules.BaseDuration * (double)row;
        return this with { State = EjectionState.Ejected, InARow = row, Number = Number + 1, Until = now + (time < rules.MaxDuration ? time : rules.MaxDuration) };
    }

    /// <summary>The ejection when the group cannot spare the backend: it goes on, and is not asked about again for a while.</summary>
    public Ejection Kept(DateTimeOffset now, EjectionConfig rules) =>
        this with { State = EjectionState.In, Failures = 0, ConnectFailures = 0, Until = now + rules.BaseDuration };

    /// <summary>The ejection at a time: one whose time is over has ended.</summary>
    public Ejection At(DateTimeOffset now) => State is EjectionState.Ejected && now >= Until
        ? this with { State = EjectionState.In, Failures = 0, ConnectFailures = 0, Since = now }
        : this;

    /// <summary>Why it is wanted, for people.</summary>
    /// <param name="failurePercent">Share of failures in the window.</param>
    /// <param name="rules">What ejects.</param>
    public string Cause(int failurePercent, EjectionConfig rules) =>
        rules.ConsecutiveFailures == 0 || Failures < rules.ConsecutiveFailures
            ? $"{failurePercent} % of the requests in {rules.Window.TotalSeconds:0.###} s failed"
            : $"{Failures} {(ConnectFailures == Failures ? "connect " : "")}failure{(Failures == 1 ? "" : "s")} in a row";

    private static bool Trips(int failures, int failurePercent, EjectionConfig rules) =>
        (rules.ConsecutiveFailures > 0 && failures >= rules.ConsecutiveFailures) ||
        (rules.FailurePercent > 0 && failurePercent >= rules.FailurePercent);
}
