using System.Net.Sockets;

namespace Pingap.Gateway.Forwarding.Wire;

/// <summary>A connection in cleartext.</summary>
internal sealed class SocketLink(Socket socket) : Link
{
    private const int MostLooks = 40;
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(5);

    /// <inheritdoc/>
    public override ValueTask<int> ReceiveAsync(Memory<byte> buffer) => socket.ReceiveAsync(buffer, SocketFlags.None, CancellationToken.None);

    /// <inheritdoc/>
    public override int Available
    {
        get
        {
            try
            {
                return socket.Available;
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                // The next receive says what has happened.
                return 0;
            }
        }
    }

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
    public override async ValueTask<bool> HasTakenNothingAfterAsync(long before)
    {
        // A backend that has only said that it sends no more may still take something; its system resets the connection if it does not.
        for (var i = 0; i < MostLooks; i++)
        {
            switch (Acknowledgement.Of(socket))
            {
                // Some systems count the handshake as an octet, and a single octet of a request is none.
                case { } seen when seen.Octets > before + 1:
                case null:
                    return false;
                case { IsClosed: true }:
                    return true;
            }

            await Task.Delay(Moment).ConfigureAwait(false);
        }

        return false;
    }

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
