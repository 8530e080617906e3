using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Pingap.Gateway.Listeners;

/// <summary>What a client may cost before its request is anybody's: the limits of the one Kestrel server, the same on every listener.</summary>
public static class KestrelLimits
{
    /// <summary>How long a TLS handshake, and then a request head, may take from its first byte: 10 s, then 408 or a closed connection.</summary>
    public static readonly TimeSpan HeadTimeout = TimeSpan.FromSeconds(10);

    /// <summary>How long a connection may idle between requests: 65 s, a little over the 60 s that load balancers in front of us commonly use.</summary>
    public static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(65);

    /// <summary>Sets them all.</summary>
    public static void Apply(KestrelServerLimits limits)
    {
        // Longer request lines are answered with 414, larger heads (the line included) and more fields with 431.
        limits.MaxRequestLineSize = 16 * 1024;
        limits.MaxRequestHeadersTotalSize = 32 * 1024;
        limits.MaxRequestHeaderCount = 100;

        limits.RequestHeadersTimeout = HeadTimeout;
        limits.KeepAliveTimeout = KeepAlive;

        // How large a body may be is a location's to say; it is streamed, so its size costs no memory.
        limits.MaxRequestBodySize = null;

        // A body that trickles, in or out, holds a backend: under 240 bytes/s for 5 s, with the other side waiting, ends the connection.
        limits.MinRequestBodyDataRate = new(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(5));
        limits.MinResponseDataRate = new(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(5));

        // Connection limits, in all and by address, are the listeners' own; Kestrel's would count connections of removed listeners too.
        limits.MaxConcurrentConnections = null;
        limits.MaxConcurrentUpgradedConnections = null;

        // RFC 9113 §6.5.2 advises no less than 100 streams. Resets beyond a multiple of it, and CONTINUATION frames beyond the head's
        // 32 KiB, end the connection (Kestrel's own defence against rapid reset).
        limits.Http2.MaxStreamsPerConnection = 100;
        limits.Http2.HeaderTableSize = 4 * 1024;
        limits.Http2.MaxRequestHeaderFieldSize = 32 * 1024;
        limits.Http2.MaxFrameSize = 16 * 1024;

        // What one client can make us hold: 1 MiB a connection, 768 KiB a stream; enough for 100 Mbit/s at 60 ms.
        limits.Http2.InitialConnectionWindowSize = 1024 * 1024;
        limits.Http2.InitialStreamWindowSize = 768 * 1024;

        // A peer that vanished without a FIN is found by a ping, also while its streams are open.
        limits.Http2.KeepAlivePingDelay = TimeSpan.FromSeconds(60);
        limits.Http2.KeepAlivePingTimeout = TimeSpan.FromSeconds(20);
    }
}
