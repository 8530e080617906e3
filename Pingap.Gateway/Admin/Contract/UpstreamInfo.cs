namespace Pingap.Gateway.Admin.Contract;

/// <summary>An upstream as it runs.</summary>
/// <param name="Name">Its name in the configuration.</param>
/// <param name="IsPanic">Whether so little of it is available that all backends are tried.</param>
/// <param name="Backends">Its backends, in the order of the configuration; after them those that have left it with requests under way.</param>
/// <param name="Changes">The last changes of the group and why, oldest first.</param>
public sealed record UpstreamInfo(string Name, bool IsPanic, IReadOnlyList<BackendInfo> Backends, IReadOnlyList<ChangeInfo> Changes)
{
    /// <summary>Whether it takes requests as a whole; one that has left the configuration is draining.</summary>
    public DrainInfo Drain { get; init; } = DrainInfo.Active;

    /// <summary>Requests under way, those at backends that are gone included.</summary>
    public int InFlight { get; init; }

    /// <summary>How many of those in flight are streams that go both ways, such as WebSockets.</summary>
    public int Streams { get; init; }

    /// <summary>The most of them at a time; <c>null</c> for no limit.</summary>
    public int? Limit { get; init; }

    /// <summary>Requests that wait for room.</summary>
    public int Waiting { get; init; }
}
