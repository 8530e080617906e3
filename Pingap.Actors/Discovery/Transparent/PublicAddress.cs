using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Pingap.Actors.Discovery.Transparent;

/// <summary>Tells the addresses of the public Internet from all others (RFC 6890 and the registries of special-purpose addresses that it began).</summary>
internal static class PublicAddress
{
    private static readonly IPNetwork[] Special =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24",
            "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/3",
        }.Select(IPNetwork.Parse),
    ];

    // RFC 4291 §2.4: what is allotted to be routed. Loopback, unique local, link-local and multicast addresses lie outside.
    private static readonly IPNetwork Routed = IPNetwork.Parse("2000::/3");
    private static readonly IPNetwork[] SpecialInIpv6 = [IPNetwork.Parse("2001::/23"), IPNetwork.Parse("2001:db8::/32"), IPNetwork.Parse("3fff::/20")];

    // RFC 6052 §2.1 and RFC 3056 §2: an IPv4 address in an IPv6 one, that leads where the former does.
    private static readonly IPNetwork Translated = IPNetwork.Parse("64:ff9b::/96");
    private static readonly IPNetwork SixToFour = IPNetwork.Parse("2002::/16");

    /// <summary>Whether an address is one of the public Internet.</summary>
    public static bool Is(IPAddress ip)
    {
        if (ip.IsIPv4MappedToIPv6) ip = ip.MapToIPv4();
        if (ip.AddressFamily is AddressFamily.InterNetwork) return !Array.Exists(Special, network => network.Contains(ip));
        var bytes = ip.GetAddressBytes();
        if (Translated.Contains(ip)) return Is(Ipv4(bytes.AsSpan(12)));
        if (SixToFour.Contains(ip)) return Is(Ipv4(bytes.AsSpan(2)));
        return Routed.Contains(ip) && !Array.Exists(SpecialInIpv6, network => network.Contains(ip));
    }

    private static IPAddress Ipv4(ReadOnlySpan<byte> bytes) => new(BinaryPrimitives.ReverseEndianness(BinaryPrimitives.ReadUInt32BigEndian(bytes)));
}
