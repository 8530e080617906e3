namespace Pingap.Actors.Configuration;

/// <summary>Socket options of the connections to an upstream's backends.</summary>
/// <param name="KeepAlive">How dead backends are noticed.</param>
/// <param name="ReceiveBuffer">Size of the receive buffer in bytes, or <c>null</c> for the system's (<c>tcp_recv_buf</c>).</param>
/// <param name="FastOpen">Whether connections begin by TCP Fast Open, RFC 7413 (<c>tcp_fast_open</c>).</param>
public sealed record UpstreamSockets(TcpKeepAlive KeepAlive, int? ReceiveBuffer, bool FastOpen)
{
    /// <summary>What holds when the configuration says nothing.</summary>
    public static readonly UpstreamSockets Default = new(TcpKeepAlive.SystemDefault, null, false);
}
