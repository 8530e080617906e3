using Microsoft.AspNetCore.Server.Kestrel.Core;
using Pingap.Actors.Configuration;

namespace Pingap.Gateway.Listeners;

/// <summary>What a client may cost before its request is anybody's: the limits of the one Kestrel server, the same on every listener.</summary>
public static class KestrelLimits
{
    /// <summary>How long a body may be too slow before its connection ends.</summary>
    private static readonly TimeSpan SlowBodyGrace = TimeSpan.FromSeconds(5);

    /// <summary>Sets them all.</summary>
    /// <param name="limits">Where to.</param>
    /// <param name="clients">Those that an operator may choose.</param>
    public static void Apply(KestrelServerLimits limits, ClientLimitsConfig clients)
    {
        // Longer request lines are answered with 414, larger heads (the line included) and more fields with 431.
        limits.MaxRequestLineSize = 16 * 1024;
        limits.MaxRequestHeadersTotalSize = 32 * 1024;
        limits.MaxRequestHeaderCount = 100;

        // From the first byte of a head to its last, then 408; and from the end of a request to the beginning of the next one.
        limits.RequestHeadersTimeout = clients.HeaderTimeout;
        limits.KeepAliveTimeout = clients.KeepAlive;

        // How large a body may be is a location's to say; it is streamed, so its size costs no memory.
        limits.MaxRequestBodySize = null;

        // A body that trickles, in or out, holds a backend: too slow for 5 s, with us waiting for the client, ends the connection.
        var slowest = clients.MinimumRate > 0 ? new MinDataRate(clients.MinimumRate, SlowBodyGrace) : null;
        limits.MinRequestBodyDataRate = slowest;
        limits.MinResponseDataRate = slowest;

        // Connection limits, in all and by address, are the listeners' own; Kestrel's would count connections of removed listeners too.
        limits.MaxConcurrentConnections = null;
        limits.MaxConcurrentUpgradedConnections = null;

        // RFC 9113 §6.5.2 advises no less than 100 streams. What clients do with frames beside them is watched by FrameWatcher.
        limits.Http2.MaxStreamsPerConnection = clients.MaxStreams;
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
