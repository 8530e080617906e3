using System.Net;
using System.Net.Sockets;

namespace Pingap.Gateway.Transport;

/// <summary>Opens connections on the loops, without a thread that waits.</summary>
internal static class LoopConnector
{
    /// <summary>Connects to one address: IPv4, IPv6 or a Unix socket.</summary>
    /// <param name="loop">Where the connection shall live.</param>
    /// <param name="address">Whom to connect to.</param>
    /// <param name="cancellation">Gives up; the attempt is closed then.</param>
    /// <exception cref="SocketException">It cannot be had.</exception>
    /// <exception cref="OperationCanceledException">It was given up.</exception>
    public static async ValueTask<LoopSocket> ConnectAsync(EpollLoop loop, EndPoint address, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var socket = Begin(loop, address, out var isConnected);
        if (isConnected) return socket;
        try
        {
            using (cancellation.UnsafeRegister(static socket => ((LoopSocket)socket!).Abort(), socket))
            {
                await socket.SendAsync(ReadOnlyMemory<byte>.Empty).ConfigureAwait(false);
            }

            var error = socket.TakeError();
            if (error != SocketError.Success) throw new SocketException((int)error);
            cancellation.ThrowIfCancellationRequested();
            return socket;
        }
        catch (SocketException) when (cancellation.IsCancellationRequested)
        {
            socket.Dispose();
            throw new OperationCanceledException(cancellation);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Connects to the first of several addresses that takes the connection.</summary>
    /// <exception cref="SocketException">None does: how the last one failed.</exception>
    /// <exception cref="OperationCanceledException">It was given up.</exception>
    public static async ValueTask<LoopSocket> ConnectAsync(EpollLoop loop, IReadOnlyList<IPAddress> addresses, int port, CancellationToken cancellation)
    {
        for (var i = 0; ; i++)
        {
            if (i >= addresses.Count) throw new SocketException((int)SocketError.HostNotFound);
            try
            {
                return await ConnectAsync(loop, new IPEndPoint(addresses[i], port), cancellation).ConfigureAwait(false);
            }
            catch (SocketException) when (i + 1 < addresses.Count)
            {
                // The next one, then.
            }
        }
    }

    private static LoopSocket Begin(EpollLoop loop, EndPoint address, out bool isConnected)
    {
        Span<byte> name = stackalloc byte[SocketName.MostBytes];
        var length = SocketName.Write(address, name);
        var descriptor = SocketDescriptor.Open(address.AddressFamily);
        descriptor.SetNoDelay();
        var result = descriptor.Connect(name[..length]);
        isConnected = result == 0;
        // Watched only now: a socket that is not even connecting counts as hung up.
        if (isConnected || result == -Errno.InProgress) return new LoopSocket(loop, descriptor, isConnected);
        descriptor.Dispose();
        throw Errno.Exception(-result);
    }
}
