using System.Net.Sockets;

namespace Pingap.Gateway.Forwarding.Wire;

/// <summary>A connection in cleartext.</summary>
internal sealed class SocketLink(Socket socket) : Link
{
    /// <inheritdoc/>
    public override ValueTask<int> ReceiveAsync(Memory<byte> buffer) => socket.ReceiveAsync(buffer, SocketFlags.None, CancellationToken.None);

    /// <inheritdoc/>
    public override int TryReceive(Span<byte> buffer) => socket.Available > 0 ? socket.Receive(buffer) : -1;

    /// <inheritdoc/>
    public override ValueTask SendAsync(ReadOnlyMemory<byte> octets)
    {
        var sending = socket.SendAsync(octets, SocketFlags.None, CancellationToken.None);
        if (!sending.IsCompletedSuccessfully) return Rest(sending, octets);
        var sent = sending.Result;
        return sent == octets.Length ? default : Rest(new(sent), octets);
    }

    /// <inheritdoc/>
    public override void EndSending()
    {
        try
        {
            socket.Shutdown(SocketShutdown.Send);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // It has ended already, which its reader learns.
        }
    }

    /// <inheritdoc/>
    public override ValueTask<bool> HasTakenNothingAfterAsync(long before) => Acknowledgement.IsNothingTakenAsync(before, () => Acknowledgement.Of(socket));

    /// <inheritdoc/>
    public override void Dispose() => socket.Dispose();

    // The system may take less than it is given.
    private async ValueTask Rest(ValueTask<int> sending, ReadOnlyMemory<byte> octets)
    {
        while (true)
        {
            octets = octets[await sending.ConfigureAwait(false)..];
            if (octets.IsEmpty) return;
            sending = socket.SendAsync(octets, SocketFlags.None, CancellationToken.None);
        }
    }
}
