using System.Net.Security;
using Pingap.Gateway.Transport;

namespace Pingap.Gateway.Forwarding.Wire;

/// <summary>A connection under TLS.</summary>
/// <param name="secured">The session; its inner stream does not own the link below.</param>
/// <param name="below">What carries it.</param>
internal sealed class SecuredLink(SslStream secured, Link below) : Link
{
    /// <inheritdoc/>
    public override EpollLoop? Loop => below.Loop;

    /// <inheritdoc/>
    public override ValueTask<int> ReceiveAsync(Memory<byte> buffer) => secured.ReadAsync(buffer, CancellationToken.None);

    /// <inheritdoc/>
    // Whether what has come is a whole record, only decrypting it tells.
    public override int TryReceive(Span<byte> buffer) => -1;

    /// <inheritdoc/>
    public override ValueTask SendAsync(ReadOnlyMemory<byte> octets) => secured.WriteAsync(octets, CancellationToken.None);

    /// <inheritdoc/>
    public override void EndSending() => below.EndSending();

    /// <inheritdoc/>
    // The octets of the records are not those of the messages.
    public override ValueTask<bool> HasTakenNothingAfterAsync(long before) => new(false);

    /// <inheritdoc/>
    public override void Dispose()
    {
        // First what it waits on, so that nothing of it is under way any more.
        below.Dispose();
        secured.Dispose();
    }
}
