namespace Pingap.Gateway.Admin.Contract;

/// <summary>A change of a backend or an upstream, and why.</summary>
/// <param name="At">When.</param>
/// <param name="What">What holds since, such as <c>ejected for 30s</c>.</param>
/// <param name="Cause">What made it change, such as <c>5 connect failures in a row</c>.</param>
/// <param name="Evidence">What was seen last, such as <c>last connection failed (ECONNREFUSED)</c>; empty when there is nothing to be seen.</param>
public sealed record ChangeInfo(DateTimeOffset At, string What, string Cause, string Evidence);
