namespace Pingap.Gateway.Admin.Contract;

/// <summary>An upstream as it runs.</summary>
/// <param name="Name">Its name in the configuration.</param>
/// <param name="IsPanic">Whether so little of it is available that all backends are tried.</param>
/// <param name="Backends">Its backends, in the order of the configuration.</param>
/// <param name="Changes">The last changes of the group and why, oldest first.</param>
public sealed record UpstreamInfo(string Name, bool IsPanic, IReadOnlyList<BackendInfo> Backends, IReadOnlyList<ChangeInfo> Changes)
{
    /// <summary>Requests under way, those at backends that are gone included.</summary>
    public int InFlight { get; init; }

    /// <summary>Requests that wait for room.</summary>
    public int Waiting { get; init; }
}
