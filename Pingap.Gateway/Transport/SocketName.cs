using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Unicode;

namespace Pingap.Gateway.Transport;

/// <summary>Addresses as the system writes them (<c>struct sockaddr</c>, <c>ip(7)</c>, <c>ipv6(7)</c>, <c>unix(7)</c>).</summary>
internal static class SocketName
{
    /// <summary>Room for any of them.</summary>
    public const int MostBytes = 128;

    private const int FamilyLength = sizeof(ushort);
    private const int UnixPathRoom = 108;

    // Clients bind no path; .NET makes an address without one only from the system's form.
    private static readonly EndPoint NamelessUnix = new UnixDomainSocketEndPoint("/").Create(new SocketAddress(AddressFamily.Unix, FamilyLength));

    /// <summary>Writes an address.</summary>
    /// <returns>How many bytes it has.</returns>
    /// <exception cref="SocketException">It is of a family that the transport does not speak.</exception>
    public static int Write(EndPoint address, Span<byte> into)
    {
        into.Clear();
        switch (address)
        {
            case IPEndPoint { AddressFamily: AddressFamily.InterNetwork } ip:
                MarkFamily(into, 2);
                BinaryPrimitives.WriteUInt16BigEndian(into[2..], (ushort)ip.Port);
                ip.Address.TryWriteBytes(into[4..], out _);
                return 16;
            case IPEndPoint { AddressFamily: AddressFamily.InterNetworkV6 } ip:
                MarkFamily(into, 10);
                BinaryPrimitives.WriteUInt16BigEndian(into[2..], (ushort)ip.Port);
                ip.Address.TryWriteBytes(into[8..], out _);
                BitConverter.TryWriteBytes(into[24..], (uint)ip.Address.ScopeId);
                return 28;
            case UnixDomainSocketEndPoint unix:
                // With the closing NUL of a path, and without one where the name is abstract: as .NET has it.
                var written = unix.Serialize();
                written.Buffer.Span[..written.Size].CopyTo(into);
                return written.Size;
            default:
                throw new SocketException((int)SocketError.AddressFamilyNotSupported);
        }
    }

    /// <summary>Reads an address.</summary>
    /// <returns><c>null</c> for a family that the transport does not speak.</returns>
    public static EndPoint? Read(ReadOnlySpan<byte> name)
    {
        if (name.Length < FamilyLength) return null;
        switch (BitConverter.ToUInt16(name))
        {
            case 2 when name.Length >= 16:
                return new IPEndPoint(new IPAddress(name.Slice(4, 4)), BinaryPrimitives.ReadUInt16BigEndian(name[2..]));
            case 10 when name.Length >= 28:
                return new IPEndPoint(new IPAddress(name.Slice(8, 16), BitConverter.ToUInt32(name[24..])), BinaryPrimitives.ReadUInt16BigEndian(name[2..]));
            case 1:
                var path = name[FamilyLength..Math.Min(name.Length, FamilyLength + UnixPathRoom)];
                var end = path.IndexOf((byte)0);
                if (end >= 0) path = path[..end];
                // A client may bind any octets; only text is a path to .NET.
                return path.IsEmpty || !Utf8.IsValid(path) ? NamelessUnix : new UnixDomainSocketEndPoint(Encoding.UTF8.GetString(path));
            default:
                return null;
        }
    }

    private static void MarkFamily(Span<byte> name, ushort family) => BitConverter.TryWriteBytes(name, family);
}
