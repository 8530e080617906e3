using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Pingap.Gateway.Pipeline;

namespace Pingap.Gateway.Listeners;

/// <summary>Counts the client connections of all listeners, in all and by address, and says which is one too many. For any number of threads.</summary>
/// <param name="limits">How many there may be.</param>
public sealed class ConnectionCounts(ClientLimits limits)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<UInt128, int> _byAddress = [];
    private int _all;

    /// <summary>What clients may cost now.</summary>
    public ClientLimits Limits => limits;

    /// <summary>How many are open now.</summary>
    public int Open
    {
        get
        {
            lock (_gate) return _all;
        }
    }

    /// <summary>Counts a connection, unless it is one too many. One that was taken is to <see cref="Leave"/> once.</summary>
    internal ConnectionRefusal Enter(EndPoint? client)
    {
        var address = AddressOf(client);
        var ofAddress = limits.Current.MaxConnectionsPerAddress;
        lock (_gate)
        {
            if (_all >= limits.MaxConnections) return ConnectionRefusal.TooManyInAll;
            ref var count = ref CollectionsMarshal.GetValueRefOrAddDefault(_byAddress, KeyOf(address), out _);
            // Only who has many is looked up among the trusted.
            if (ofAddress > 0 && count >= ofAddress && !limits.Trusted.Contains(address)) return ConnectionRefusal.TooManyOfAddress;
            count++;
            _all++;
            return ConnectionRefusal.None;
        }
    }

    /// <summary>Forgets a connection that has ended.</summary>
    internal void Leave(EndPoint? client)
    {
        var key = KeyOf(AddressOf(client));
        lock (_gate)
        {
            _all--;
            ref var count = ref CollectionsMarshal.GetValueRefOrNullRef(_byAddress, key);
            if (--count == 0) _byAddress.Remove(key);
        }
    }

    private static IPAddress AddressOf(EndPoint? client) => client is IPEndPoint ip ? ClientAddress.Folded(ip.Address) : IPAddress.None;

    /// <summary>Of IPv6 the network only: whoever has one address there has 2⁶⁴ of them (RFC 6177).</summary>
    private static UInt128 KeyOf(IPAddress address)
    {
        Span<byte> octets = stackalloc byte[16];
        address.TryWriteBytes(octets, out _);
        return address.AddressFamily is AddressFamily.InterNetworkV6
            ? new UInt128(BinaryPrimitives.ReadUInt64BigEndian(octets), 0)
            : new UInt128(0, 0xffff_0000_0000UL | BinaryPrimitives.ReadUInt32BigEndian(octets));
    }
}
