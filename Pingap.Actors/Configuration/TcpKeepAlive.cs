namespace Pingap.Actors.Configuration;

/// <summary>How dead peers of TCP connections are noticed; <c>null</c> leaves a setting to the system.</summary>
/// <param name="Idle">How long a connection is idle before probes begin (<c>tcp_idle</c>, TCP_KEEPIDLE).</param>
/// <param name="Interval">Time between probes (<c>tcp_interval</c>, TCP_KEEPINTVL).</param>
/// <param name="ProbeCount">Lost probes in a row that end the connection, 1 to 16 (<c>tcp_probe_count</c>, TCP_KEEPCNT).</param>
/// <param name="UserTimeout">How long sent data may stay unacknowledged (<c>tcp_user_timeout</c>, RFC 5482).</param>
public sealed record TcpKeepAlive(TimeSpan? Idle, TimeSpan? Interval, int? ProbeCount, TimeSpan? UserTimeout)
{
    /// <summary>As the system does it.</summary>
    public static readonly TcpKeepAlive SystemDefault = new(null, null, null, null);
}
