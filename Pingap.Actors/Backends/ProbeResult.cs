namespace Pingap.Actors.Backends;

/// <summary>What a health probe found.</summary>
/// <param name="IsGood">Whether the backend passed.</param>
/// <param name="Finding">The finding for people: <c>status 503</c>, <c>connection refused</c>.</param>
public readonly record struct ProbeResult(bool IsGood, string Finding);
