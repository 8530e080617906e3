using System.Net.Sockets;
using System.Runtime.CompilerServices;

namespace Pingap.Gateway.Transport;

/// <summary>
/// A <see cref="LoopSocket"/> as a stream, for TLS. It owns the socket. Cancelling an operation aborts the connection, since nobody could
/// say how much of it was done; a failure is an <see cref="IOException"/> around the <see cref="SocketException"/>, as with
/// <see cref="NetworkStream"/>.
/// </summary>
internal sealed class LoopSocketStream(LoopSocket socket) : AsyncStream
{
    /// <inheritdoc/>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var given = GivenUp(cancellationToken);
        try
        {
            return await socket.ReceiveAsync(buffer).ConfigureAwait(false);
        }
        catch (SocketException failure)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw new IOException(failure.Message, failure);
        }
    }

    /// <inheritdoc/>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (buffer.IsEmpty) return;
        using var given = GivenUp(cancellationToken);
        try
        {
            await socket.SendAsync(buffer).ConfigureAwait(false);
        }
        catch (SocketException failure)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw new IOException(failure.Message, failure);
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing) socket.Dispose();
        base.Dispose(disposing);
    }

    private CancellationTokenRegistration GivenUp(CancellationToken cancellation) =>
        cancellation.UnsafeRegister(static socket => ((LoopSocket)socket!).Abort(), socket);
}
