using System.Net;
using System.Net.Sockets;

namespace Pingap.Actors.Configuration.Values;

/// <summary>Tells addresses that lead to one machine from those that no request should be sent to.</summary>
internal static class MachineAddress
{
    /// <summary>What is wrong with an address and what would do, to be said after it; <c>null</c> for the address of a machine.</summary>
    public static string? Wrong(IPAddress ip)
    {
        if (ip.Equals(IPAddress.Any) || ip.Equals(IPAddress.IPv6Any) || ip.Equals(IPAddress.Broadcast) || IsMulticast(ip))
            return "is not the address of one machine; use the backend's own address";
        return IsLinkLocal(ip)
            ? "is a link-local address, which leads to another machine on every network, or to the keys of the cloud; use an address that is routed"
            : null;
    }

    /// <summary>RFC 3927 §2.1 (also where clouds answer with credentials) and RFC 4291 §2.5.6, mapped into IPv6 or not.</summary>
    private static bool IsLinkLocal(IPAddress ip) =>
        ip.IsIPv6LinkLocal || (ip.IsIPv4MappedToIPv6 ? ip.MapToIPv4() : ip).GetAddressBytes() is [169, 254, _, _];

    private static bool IsMulticast(IPAddress ip) => ip.IsIPv6Multicast || (ip.AddressFamily is AddressFamily.InterNetwork && ip.GetAddressBytes()[0] is >= 224 and < 240);
}
