using Pingap.Actors.Configuration;
using Pingap.Actors.Control;

namespace Pingap.Gateway.Hosting;

/// <summary>How a proxy ended.</summary>
/// <param name="Refusal">Why it did not start, or <c>null</c> when it ran and was told to stop.</param>
/// <param name="Problems">What kept it from starting.</param>
public sealed record ProxyExit(ApplyRefusal? Refusal, ValueList<ConfigProblem> Problems)
{
    /// <summary>It ran, and finished what it had begun.</summary>
    public static ProxyExit Stopped { get; } = new(null, []);
}
