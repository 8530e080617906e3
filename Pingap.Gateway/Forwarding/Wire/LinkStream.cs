using System.Net.Sockets;
using Pingap.Gateway.Transport;

namespace Pingap.Gateway.Forwarding.Wire;

/// <summary>A link as the stream that <see cref="System.Net.Security.SslStream"/> wants below it.</summary>
internal sealed class LinkStream(Link link) : AsyncStream
{
    /// <inheritdoc/>
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        return cancellationToken.CanBeCanceled ? UntilCancelledAsync(link.ReceiveAsync(buffer), cancellationToken) : ReceiveAsync(buffer);
    }

    /// <inheritdoc/>
    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            await link.SendAsync(buffer).ConfigureAwait(false);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            throw new IOException(e.Message, e);
        }
    }

    // Streams fail with this.
    private async ValueTask<int> ReceiveAsync(Memory<byte> buffer)
    {
        try
        {
            return await link.ReceiveAsync(buffer).ConfigureAwait(false);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            throw new IOException(e.Message, e);
        }
    }

    // Only handshakes are given up this way, and a link whose handshake was given up is of no more use.
    private async ValueTask<int> UntilCancelledAsync(ValueTask<int> receiving, CancellationToken cancellation)
    {
        await using var registration = cancellation.UnsafeRegister(static link => ((Link)link!).Dispose(), link).ConfigureAwait(false);
        try
        {
            return await receiving.ConfigureAwait(false);
        }
        catch (Exception) when (cancellation.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellation);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            throw new IOException(e.Message, e);
        }
    }
}
