using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace Pingap.Actors.Discovery.Dns;

/// <summary>What the computer says of names.</summary>
/// <param name="ResolvConf">The file that names its servers (resolv.conf(5)).</param>
/// <param name="Hosts">The file with names of its own (hosts(5)).</param>
/// <param name="HasIpv6">Whether it has an IPv6 network; without one IPv6 addresses are not asked for, for nothing would come of them.</param>
public sealed record DnsSystem(string ResolvConf, string Hosts, Func<bool> HasIpv6)
{
    /// <summary>This computer.</summary>
    public static DnsSystem OfThisComputer { get; } = new("/etc/resolv.conf", "/etc/hosts", HasIpv6Network);

    private static bool HasIpv6Network() => NetworkInterface.GetAllNetworkInterfaces().Any(network =>
        network.OperationalStatus is OperationalStatus.Up && network.NetworkInterfaceType is not NetworkInterfaceType.Loopback
        && network.GetIPProperties().UnicastAddresses.Any(held =>
            held.Address.AddressFamily is AddressFamily.InterNetworkV6 && !held.Address.IsIPv6LinkLocal));
}
