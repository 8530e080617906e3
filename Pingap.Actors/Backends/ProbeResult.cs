using Pingap.Actors.Health;

namespace Pingap.Actors.Backends;

/// <summary>What a health probe found.</summary>
/// <param name="IsGood">Whether the backend passed.</param>
/// <param name="Finding">The finding for people: <c>status 503</c>, <c>connection refused</c>.</param>
/// <param name="Cause">The name of what kept it from an answer: <c>ECONNREFUSED</c>; <c>null</c> when it answered, or the cause has none.</param>
public readonly record struct ProbeResult(bool IsGood, string Finding, string? Cause = null)
{
    /// <summary>Whether it says something about the backend, and not only that this machine lacks descriptors, ports or memory.</summary>
    public bool IsConclusive => IsGood || !TransportCause.IsOwn(Cause);

    /// <summary>The finding and, if there is one, the name of its cause.</summary>
    public string Evidence => Cause is null ? Finding : $"{Finding} ({Cause})";
}
