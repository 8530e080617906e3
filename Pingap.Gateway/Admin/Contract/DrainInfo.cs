using Pingap.Actors.Health;

namespace Pingap.Gateway.Admin.Contract;

/// <summary>Whether operators, or the configuration, let requests go to a backend or an upstream.</summary>
/// <param name="State">Active, draining, drained or disabled.</param>
/// <param name="Since">When that began; <c>null</c> while it is active.</param>
/// <param name="Deadline">When what is still under way is broken off; <c>null</c> for never, and when nothing is left to be.</param>
/// <param name="BrokenOff">How many requests were broken off because the time was over.</param>
public sealed record DrainInfo(DrainState State, DateTimeOffset? Since, DateTimeOffset? Deadline, int BrokenOff)
{
    /// <summary>It takes part.</summary>
    public static DrainInfo Active { get; } = new(DrainState.Active, null, null, 0);
}
