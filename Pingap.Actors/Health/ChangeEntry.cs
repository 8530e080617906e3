namespace Pingap.Actors.Health;

/// <summary>A change of a backend or a group, and why.</summary>
/// <param name="At">When.</param>
/// <param name="What">What holds since: <c>unhealthy</c>, <c>circuit open</c>, <c>ejected for 30s</c>, <c>weight 3</c>.</param>
/// <param name="Cause">What made it change: <c>5 connect failures in a row</c>, <c>configuration version 7</c>.</param>
/// <param name="Evidence">What was seen last: <c>last connection failed (ECONNREFUSED)</c>; empty when there is nothing to be seen.</param>
public sealed record ChangeEntry(DateTimeOffset At, string What, string Cause, string Evidence)
{
    /// <summary>One line: <c>ejected for 30s at 12:01:03: 5 connect failures in a row, last connection failed (ECONNREFUSED)</c>.</summary>
    public override string ToString() => $"{What} at {At:HH:mm:ss}: {Cause}{(Evidence.Length > 0 ? ", " : "")}{Evidence}";
}
