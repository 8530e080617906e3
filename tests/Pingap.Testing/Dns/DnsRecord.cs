using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Pingap.Testing.Dns;

/// <summary>What a <see cref="DnsResponder"/> says of a name.</summary>
public sealed class DnsRecord
{
    private const int AddressType = 1;
    private const int AliasType = 5;
    private const int Address6Type = 28;
    private const int ServiceType = 33;

    private readonly int _lifetime;
    private readonly byte[] _data;
    private readonly string? _owner;

    private DnsRecord(int type, int lifetime, byte[] data, string? owner = null) => (Type, _lifetime, _data, _owner) = (type, lifetime, data, owner);

    /// <summary>The number of its type (RFC 1035 §3.2.2).</summary>
    public int Type { get; }

    /// <summary>Whether it is said whatever is asked for.</summary>
    public bool IsAlias => Type == AliasType;

    /// <summary>An IPv4 or IPv6 address, good for so many seconds.</summary>
    /// <param name="ip">The address.</param>
    /// <param name="lifetime">In seconds.</param>
    /// <param name="owner">The name it belongs to, when that is not the one asked for but its alias.</param>
    public static DnsRecord Address(string ip, int lifetime = 60, string? owner = null)
    {
        var address = IPAddress.Parse(ip);
        return new(address.AddressFamily is AddressFamily.InterNetwork ? AddressType : Address6Type, lifetime, address.GetAddressBytes(), owner);
    }

    /// <summary>Another name for it (CNAME).</summary>
    public static DnsRecord Alias(string name, int lifetime = 60) => new(AliasType, lifetime, Encode(name));

    /// <summary>A machine that offers a service (SRV).</summary>
    public static DnsRecord Service(string host, int port, int priority = 0, int weight = 0, int lifetime = 60)
    {
        var data = new byte[6];
        BinaryPrimitives.WriteUInt16BigEndian(data, (ushort)priority);
        BinaryPrimitives.WriteUInt16BigEndian(data.AsSpan(2), (ushort)weight);
        BinaryPrimitives.WriteUInt16BigEndian(data.AsSpan(4), (ushort)port);
        return new(ServiceType, lifetime, [.. data, .. Encode(host)]);
    }

    internal static string NameOf(int type) => type switch
    {
        AddressType => "A",
        Address6Type => "AAAA",
        ServiceType => "SRV",
        _ => $"{type}",
    };

    internal void WriteTo(List<byte> message, string name)
    {
        var head = new byte[10];
        BinaryPrimitives.WriteUInt16BigEndian(head, (ushort)Type);
        BinaryPrimitives.WriteUInt16BigEndian(head.AsSpan(2), 1);
        BinaryPrimitives.WriteInt32BigEndian(head.AsSpan(4), _lifetime);
        BinaryPrimitives.WriteUInt16BigEndian(head.AsSpan(8), (ushort)_data.Length);
        message.AddRange(Encode(_owner ?? name));
        message.AddRange(head);
        message.AddRange(_data);
    }

    private static byte[] Encode(string name) =>
        [.. name.Split('.', StringSplitOptions.RemoveEmptyEntries).SelectMany(label => Encoding.ASCII.GetBytes(label).Prepend((byte)label.Length)), 0];
}
