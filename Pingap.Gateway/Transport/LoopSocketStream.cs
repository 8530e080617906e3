using System.Net.Sockets;
using System.Runtime.CompilerServices;

namespace Pingap.Gateway.Transport;

/// <summary>
/// A <see cref="LoopSocket"/> as a stream, for TLS. It owns the socket. Cancelling an operation aborts the connection, since nobody could
/// say how much of it was done; a failure is an <see cref="IOException"/> around the <see cref="SocketException"/>, as with
/// <see cref="NetworkStream"/>.
/// </summary>
internal sealed class LoopSocketStream(LoopSocket socket) : Stream
{
    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanWrite => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

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
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <summary>Does nothing: what was written is sent.</summary>
    public override void Flush()
    {
    }

    /// <summary>Does nothing: what was written is sent.</summary>
    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>A loop's thread must not wait.</summary>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Read asynchronously.");

    /// <summary>A loop's thread must not wait.</summary>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("Write asynchronously.");

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing) socket.Dispose();
        base.Dispose(disposing);
    }

    private CancellationTokenRegistration GivenUp(CancellationToken cancellation) =>
        cancellation.UnsafeRegister(static socket => ((LoopSocket)socket!).Abort(), socket);
}
