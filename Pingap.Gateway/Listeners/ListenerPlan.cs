using Pingap.Actors.Configuration;

namespace Pingap.Gateway.Listeners;

/// <summary>What one listening address shall do.</summary>
/// <param name="Server">The server that answers on it.</param>
/// <param name="Address">Where it listens; equal addresses keep their socket from plan to plan, port 0 included.</param>
/// <param name="Tls">TLS settings, or <c>null</c> for cleartext.</param>
/// <param name="Http2">Whether HTTP/2 is spoken beside HTTP/1.1.</param>
public sealed record ListenerPlan(ServerName Server, ListenAddress Address, ListenerTls? Tls, bool Http2)
{
    /// <summary>When clients that take nothing, or are gone, are given up.</summary>
    public TcpKeepAlive KeepAlive { get; init; } = ListenerSockets.Default.KeepAlive;

    /// <summary>Who may connect to a Unix domain socket.</summary>
    public UnixFileMode SocketMode { get; init; } = ListenerSockets.Default.SocketMode;
}
