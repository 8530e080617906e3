namespace Pingap.Gateway.Transport;

/// <summary>A feature of client connections that live on an epoll loop.</summary>
internal interface ILoopFeature
{
    /// <summary>Where it lives; connections to backends of its requests belong there too.</summary>
    EpollLoop Loop { get; }

    /// <summary>
    /// From here on whoever reads the input goes on on the loop. Before, it is the thread pool: a TLS handshake computes for about a
    /// millisecond, and thousands of clients that all connect at once must not hold up those that are being served.
    /// </summary>
    void ReadOnLoop();
}
