using Microsoft.AspNetCore.Connections;

namespace Pingap.Gateway.Transport;

/// <summary>Connections that arrive on one listening socket.</summary>
internal interface IConnectionSource : IDisposable
{
    /// <summary>How many may call <see cref="AcceptAsync"/> at a time, each with its own number from 0.</summary>
    int Lanes { get; }

    /// <summary>The next connection.</summary>
    /// <exception cref="System.Net.Sockets.SocketException">It could not be accepted, or <see cref="Close"/> was called.</exception>
    ValueTask<ConnectionContext> AcceptAsync(int lane);

    /// <summary>Accepts no more: who waits in <see cref="AcceptAsync"/> is told. Before the listening socket is closed.</summary>
    void Close();
}
