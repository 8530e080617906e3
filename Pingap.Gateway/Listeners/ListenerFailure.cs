namespace Pingap.Gateway.Listeners;

/// <summary>An address that cannot be listened on.</summary>
/// <param name="Plan">What was wanted.</param>
/// <param name="Reason">Why not, in words: <c>address in use</c>.</param>
public sealed record ListenerFailure(ListenerPlan Plan, string Reason);
