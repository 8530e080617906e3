using System.Net;
using Pingap.Actors.Configuration;

namespace Pingap.Gateway.Pipeline;

/// <summary>The peers whose forwarding fields are believed (<c>trusted_proxies</c>).</summary>
/// <param name="networks">Their addresses; IPv4 networks also take IPv4-mapped IPv6 addresses.</param>
/// <param name="unixSockets">Whether those are believed who come by a Unix domain socket, and have no address.</param>
public sealed class TrustedProxies(ValueList<IPNetwork> networks, bool unixSockets = false)
{
    /// <summary>Believes nobody: what holds when the configuration says nothing.</summary>
    public static readonly TrustedProxies Nobody = new([]);

    /// <summary>What a configuration says.</summary>
    public static TrustedProxies Of(BasicConfig basic) => new(basic.TrustedProxies, basic.TrustsUnixSockets);

    /// <summary>Whether the address is believed; <c>null</c> for a peer on a Unix domain socket.</summary>
    public bool Contains(IPAddress? address)
    {
        if (address is null) return unixSockets;
        foreach (var network in networks.AsSpan())
        {
            if (network.Contains(address)) return true;
        }

        return false;
    }
}
