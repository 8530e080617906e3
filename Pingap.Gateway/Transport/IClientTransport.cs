using System.Net.Sockets;

namespace Pingap.Gateway.Transport;

/// <summary>A way to accept client connections and to move their bytes.</summary>
internal interface IClientTransport
{
    /// <summary>Takes connections from a socket that listens and that stays the caller's.</summary>
    /// <param name="listening">The socket.</param>
    /// <param name="threads">How many threads or queues serve the connections; 0 for the transport's choice.</param>
    IConnectionSource Listen(Socket listening, int threads);
}
