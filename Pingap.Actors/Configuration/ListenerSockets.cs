namespace Pingap.Actors.Configuration;

/// <summary>Socket options of a server's listeners and of the connections they accept.</summary>
/// <param name="KeepAlive">How dead clients are noticed.</param>
/// <param name="FastOpenBacklog">Connections that may wait in TCP Fast Open (RFC 7413); 0 is off (<c>tcp_fastopen</c>).</param>
/// <param name="ReusePort">Whether other processes may listen on the same address (<c>reuse_port</c>).</param>
public sealed record ListenerSockets(TcpKeepAlive KeepAlive, int FastOpenBacklog, bool ReusePort)
{
    /// <summary>Who may connect to its Unix domain sockets (<c>socket_mode</c>): to connect is to write.</summary>
    public UnixFileMode SocketMode { get; init; } =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite;

    /// <summary>What holds when the configuration says nothing.</summary>
    public static readonly ListenerSockets Default = new(
        new(Idle: TimeSpan.FromSeconds(60), Interval: TimeSpan.FromSeconds(10), ProbeCount: 6, UserTimeout: TimeSpan.FromSeconds(60)), 0, false);
}
