namespace Pingap.Actors.Configuration;

/// <summary>How the proxy lives as a process of the system: its files, its user, its threads and its end.</summary>
/// <param name="PidFile">File that holds the process id, or <c>null</c> for the first of the usual places that can be written (<c>pid_file</c>).</param>
/// <param name="UpgradeSocket">Path of the Unix domain socket over which listeners are handed to a new process (<c>upgrade_sock</c>).</param>
/// <param name="User">User, by name or number, that the daemon becomes, or <c>null</c> (<c>user</c>).</param>
/// <param name="Group">Group, by name or number, that the daemon becomes, or <c>null</c> (<c>group</c>).</param>
/// <param name="WorkStealing">Whether threads take work from each other (<c>work_stealing</c>).</param>
/// <param name="AcceptLoops">Loops that accept connections on one listener, or <c>null</c> for the program's own choice (<c>listener_tasks_per_fd</c>).</param>
/// <param name="ShutdownTimeout">How long the last step of a shutdown may take (<c>graceful_shutdown_timeout</c>).</param>
/// <param name="RestartCheckInterval">How often changes that want a restart are looked for (<c>auto_restart_check_interval</c>).</param>
public sealed record ProcessConfig(
    string? PidFile,
    string UpgradeSocket,
    string? User,
    string? Group,
    bool WorkStealing,
    int? AcceptLoops,
    TimeSpan ShutdownTimeout,
    TimeSpan RestartCheckInterval)
{
    /// <summary>What holds when the configuration says nothing.</summary>
    public static readonly ProcessConfig Default = new(
        null, "/tmp/pingap_upgrade.sock", null, null, true, null, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(90));
}
