using System.Net;
using Pingap.Actors.Configuration;
using Pingap.Actors.Configuration.Values;

namespace Pingap.Actors.Discovery.Transparent;

/// <summary>
/// Says where requests may be sent that name their backend themselves. Without it the proxy would be open to everybody, and lead into its own network:
/// a name is checked before it is looked up, and what was found for it once more, because whoever owns a name may have it lead anywhere.
/// </summary>
/// <param name="hosts">What the configuration allows.</param>
public sealed class DialedHosts(ValueList<DialedHost> hosts)
{
    /// <summary>The host that a request names, with the port it has or would have, if it may be dialed.</summary>
    /// <param name="host">The host as received, without port and brackets.</param>
    /// <param name="port">The port.</param>
    /// <param name="address">Where it is reached; a name in lower case.</param>
    public bool Allows(string host, int port, out BackendAddress address)
    {
        var isAddress = IPAddress.TryParse(host, out var ip);
        address = new BackendAddress(isAddress ? ip!.ToString() : host.ToLowerInvariant(), port);
        if (!isAddress && !HostAndPort.IsHostName(host)) return false;
        foreach (var allowed in hosts.AsSpan())
        {
            if (allowed.Port == port && Matches(allowed, address.Host)) return true;
        }

        return false;
    }

    /// <summary>Whether a connection may be opened to an address: one of the public Internet, or one that the configuration names as it is.</summary>
    public bool AllowsAddress(IPAddress ip, int port)
    {
        if (MachineAddress.Wrong(ip) is not null) return false;
        if (PublicAddress.Is(ip)) return true;
        var text = (ip.IsIPv4MappedToIPv6 ? ip.MapToIPv4() : ip).ToString();
        foreach (var allowed in hosts.AsSpan())
        {
            if (allowed.Port == port && !allowed.IsBelow && allowed.Host == text) return true;
        }

        return false;
    }

    private static bool Matches(DialedHost allowed, string host) => allowed.IsBelow
        ? host.Length > allowed.Host.Length + 1 && host.EndsWith(allowed.Host, StringComparison.Ordinal) && host[^(allowed.Host.Length + 1)] is '.'
        : host == allowed.Host;
}
