using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Pingap.Gateway.Frames;
using Pingap.Gateway.Pipeline;

namespace Pingap.Gateway.Listeners;

/// <summary>Counts the client connections of all listeners, in all and by address, and says which is one too many. For any number of threads.</summary>
/// <param name="limits">How many there may be.</param>
public sealed class ConnectionCounts(ClientLimits limits)
{
    /// <summary>Addresses without a connection that are remembered before those that matter no more are looked for.</summary>
    private const int LongestMemory = 10_000;

    /// <summary>Milliseconds from one look to the next.</summary>
    private const int ForgetEvery = 1000;

    private readonly Lock _gate = new();
    private readonly Dictionary<UInt128, Tally> _byAddress = [];
    private int _all;
    private int _idle;
    private long _forgottenAt;

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
    /// <param name="client">Whose it is.</param>
    /// <param name="now">The time, in milliseconds since any moment.</param>
    internal ConnectionRefusal Enter(EndPoint? client, long now)
    {
        if (IsLocal(client)) return EnterLocal();
        var address = AddressOf(client);
        var current = limits.Current;
        var (most, rate) = (current.MaxConnectionsPerAddress, current.MaxNewConnectionsPerAddress);
        lock (_gate)
        {
            if (_all >= limits.MaxConnections) return ConnectionRefusal.TooManyInAll;
            if (_idle > LongestMemory && now - _forgottenAt > ForgetEvery) ForgetIdle(rate, now);
            ref var tally = ref CollectionsMarshal.GetValueRefOrAddDefault(_byAddress, KeyOf(address), out var isKnown);
            if (isKnown && tally.Open == 0) _idle--;
            // Only who has many, or comes often, is looked up among the trusted.
            var refusal = most > 0 && tally.Open >= most ? ConnectionRefusal.TooManyOfAddress
                : rate > 0 && !tally.Opened.TryAdd(1, Allowance(rate), now, 0) ? ConnectionRefusal.TooFast
                : ConnectionRefusal.None;
            if (refusal is not ConnectionRefusal.None && !limits.Trusted.Contains(address))
            {
                if (tally.Open == 0) _idle++;
                return refusal;
            }

            tally.Open++;
            _all++;
            return ConnectionRefusal.None;
        }
    }

    /// <summary>Forgets a connection that has ended.</summary>
    internal void Leave(EndPoint? client)
    {
        lock (_gate)
        {
            _all--;
            if (IsLocal(client)) return;
            var key = KeyOf(AddressOf(client));
            ref var tally = ref CollectionsMarshal.GetValueRefOrNullRef(_byAddress, key);
            if (--tally.Open > 0) return;
            // How fast it comes is remembered for a while.
            if (limits.Current.MaxNewConnectionsPerAddress > 0) _idle++;
            else _byAddress.Remove(key);
        }
    }

    /// <summary>Whether it has come by a Unix domain socket: all who do would be one address, and whoever may is the file's mode to say.</summary>
    private static bool IsLocal(EndPoint? client) => client?.AddressFamily is AddressFamily.Unix;

    private ConnectionRefusal EnterLocal()
    {
        lock (_gate)
        {
            if (_all >= limits.MaxConnections) return ConnectionRefusal.TooManyInAll;
            _all++;
            return ConnectionRefusal.None;
        }
    }

    private static FrameAllowance Allowance(int rate) => new(2 * rate, rate, 0);

    private void ForgetIdle(int rate, long now)
    {
        _forgottenAt = now;
        foreach (var (key, tally) in _byAddress)
        {
            if (tally.Open == 0 && (rate == 0 || tally.Opened.IsEmpty(Allowance(rate), now))) _byAddress.Remove(key);
        }

        _idle = _byAddress.Values.Count(tally => tally.Open == 0);
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

    private struct Tally
    {
        public int Open;
        public LeakyBucket Opened;
    }
}
