using System.Net.Sockets;

namespace Pingap.Gateway.Forwarding.Wire;

/// <summary>A connection in cleartext.</summary>
internal sealed class SocketLink(Socket socket) : Link
{
    private const int Tcp = 6;
    private const int TcpInfo = 11;
    private const int InfoSize = 256;

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
    public override bool HasTakenNothingAfter(long before)
    {
        if (!OperatingSystem.IsLinux()) return false;
        try
        {
            Span<byte> info = stackalloc byte[InfoSize];
            var length = socket.GetRawSocketOption(Tcp, TcpInfo, info);
            // Some systems count the handshake as an octet, and a single octet of a request is none.
            return Acknowledged(info[..length]) is { } acknowledged && acknowledged <= before + 1;
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            return false;
        }
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
