using Pingap.Actors.Control;

namespace Pingap.Gateway.Admin.Contract;

/// <summary>The versions that are known.</summary>
/// <param name="Running">The number of the version in force.</param>
/// <param name="Source">What tells the source of the configuration from others: a full path, an address, <c>--demo</c>.</param>
/// <param name="FollowsSource">Whether what runs is what the source says.</param>
/// <param name="Awaited">What is undone unless it is confirmed, or <c>null</c>.</param>
/// <param name="Versions">Oldest first.</param>
public sealed record HistoryAnswer(
    long Running, string Source, bool FollowsSource, AwaitedConfirmation? Awaited, IReadOnlyList<VersionInfo> Versions);
