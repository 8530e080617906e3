namespace Pingap.Actors.Configuration;

/// <summary>What accepts client connections and moves their bytes.</summary>
public enum TransportKind
{
    /// <summary>The runtime's sockets: on every system.</summary>
    Sockets,

    /// <summary>Event loops of our own, one a processor: on Linux.</summary>
    Epoll,
}
