using Pingap.Actors.Control;

namespace Pingap.Gateway.Admin.Contract;

/// <summary>Which proxy answers at a channel.</summary>
/// <param name="Name">The name of the instance (<c>[basic] name</c>).</param>
/// <param name="Pid">The id of its process.</param>
/// <param name="Program">The version of the program, such as <c>0.1.0</c>.</param>
/// <param name="Source">What people call the source of its configuration.</param>
/// <param name="StartedAt">When it was started.</param>
/// <param name="Running">The number of the version in force.</param>
/// <param name="FollowsSource">Whether what runs is what the source says.</param>
/// <param name="Awaited">What is undone unless it is confirmed, or <c>null</c>.</param>
public sealed record ProxyInfo(
    string Name, int Pid, string Program, string Source, DateTimeOffset StartedAt, long Running, bool FollowsSource, AwaitedConfirmation? Awaited);
