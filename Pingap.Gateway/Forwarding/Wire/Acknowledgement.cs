using System.Buffers.Binary;
using System.Net.Sockets;
using Pingap.Gateway.Transport;

namespace Pingap.Gateway.Forwarding.Wire;

/// <summary>What Linux knows of a connection's other end (<c>struct tcp_info</c>).</summary>
/// <param name="Octets">How many octets it has acknowledged (<c>tcpi_bytes_acked</c>; RFC 4898, tcpEStatsAppHCThruOctetsAcked).</param>
/// <param name="IsClosed">Whether the connection is no more, so that there will be no others.</param>
internal readonly record struct Acknowledgement(long Octets, bool IsClosed)
{
    private const int Tcp = 6;
    private const int TcpInfo = 11;
    private const int InfoSize = 256;
    private const int OctetsAt = 120;
    private const byte Closed = 7;
    private const int MostLooks = 40;
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(5);

    /// <summary>Asks the system.</summary>
    /// <returns><c>null</c> when it does not say.</returns>
    public static Acknowledgement? Of(Socket socket)
    {
        if (!OperatingSystem.IsLinux()) return null;
        try
        {
            Span<byte> info = stackalloc byte[InfoSize];
            return Read(info[..socket.GetRawSocketOption(Tcp, TcpInfo, info)]);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            return null;
        }
    }

    /// <summary>Asks the system.</summary>
    /// <returns><c>null</c> when it does not say.</returns>
    public static Acknowledgement? Of(LoopSocket socket)
    {
        Span<byte> info = stackalloc byte[InfoSize];
        return Read(info[..socket.GetTcpInfo(info)]);
    }

    /// <summary>As <see cref="Link.HasTakenNothingAfterAsync"/>.</summary>
    /// <param name="before">In octets.</param>
    /// <param name="look">Asks the system.</param>
    public static async ValueTask<bool> IsNothingTakenAsync(long before, Func<Acknowledgement?> look)
    {
        // A backend that has only said that it sends no more may still take something; its system resets the connection if it does not.
        for (var i = 0; i < MostLooks; i++)
        {
            switch (look())
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

    /// <summary>Reads what the system has said.</summary>
    /// <returns><c>null</c> when it is too old to know.</returns>
    public static Acknowledgement? Read(ReadOnlySpan<byte> info) => info.Length >= OctetsAt + sizeof(ulong)
        ? new((long)BinaryPrimitives.ReadUInt64LittleEndian(info[OctetsAt..]), info[0] is Closed)
        : null;
}
