using System.Net;
using Pingap.Actors.Configuration;

namespace Pingap.Gateway.Pipeline;

/// <summary>The peers whose forwarding fields are believed (<c>trusted_proxies</c>).</summary>
/// <param name="networks">Their addresses; IPv4 networks also take IPv4-mapped IPv6 addresses.</param>
public sealed class TrustedProxies(ValueList<IPNetwork> networks)
{
    /// <summary>Believes nobody: what holds when the configuration says nothing.</summary>
    public static readonly TrustedProxies Nobody = new([]);

    /// <summary>Whether the address is believed.</summary>
    public bool Contains(IPAddress address)
    {
        foreach (var network in networks.AsSpan())
        {
            if (network.Contains(address)) return true;
        }

        return false;
    }
}
