using Pingap.Gateway.Transport;

namespace Pingap.Gateway.Forwarding.Wire;

/// <summary>A connection in cleartext on a loop, where the client's connection lives too.</summary>
internal sealed class LoopLink(LoopSocket socket) : Link
{
    /// <inheritdoc/>
    public override EpollLoop? Loop => socket.Loop;

    /// <inheritdoc/>
    public override ValueTask<int> ReceiveAsync(Memory<byte> buffer) => socket.ReceiveAsync(buffer);

    /// <inheritdoc/>
    public override int TryReceive(Span<byte> buffer) => socket.TryReceive(buffer);

    /// <inheritdoc/>
    public override ValueTask SendAsync(ReadOnlyMemory<byte> octets) => socket.SendAsync(octets);

    /// <inheritdoc/>
    public override void EndSending() => socket.ShutdownSend();

    /// <inheritdoc/>
    public override ValueTask<bool> HasTakenNothingAfterAsync(long before) => Acknowledgement.IsNothingTakenAsync(before, () => Acknowledgement.Of(socket));

    /// <inheritdoc/>
    public override void Dispose() => socket.Dispose();
}
