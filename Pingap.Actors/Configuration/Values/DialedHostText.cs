using System.Net;
using System.Net.Sockets;

namespace Pingap.Actors.Configuration.Values;

/// <summary>Reads one item of <c>addrs</c> with transparent discovery: <c>host[:port]</c> or <c>*.host[:port]</c>.</summary>
internal static class DialedHostText
{
    /// <summary>A host that may be dialed; its port is 0 when the text has none.</summary>
    /// <param name="text">The text.</param>
    /// <param name="host">The host.</param>
    /// <param name="wrong">What is wrong with the text and what would do, to be said after it.</param>
    public static bool TryParse(string text, out DialedHost host, out string wrong)
    {
        host = new DialedHost("", false, 0);
        if (text == "*" || text.StartsWith("*:", StringComparison.Ordinal))
        {
            wrong = "lets anybody reach any host through the proxy; name the hosts, such as api.example.com or *.example.com";
            return false;
        }

        var isBelow = text.StartsWith("*.", StringComparison.Ordinal);
        if (!HostAndPort.TrySplit(isBelow ? text[2..] : text, out var name, out var port, out wrong)) return false;
        if (port is 0)
        {
            wrong = "has port 0; use 1 to 65535";
            return false;
        }

        if (IPAddress.TryParse(name, out var ip) && (ip.AddressFamily is AddressFamily.InterNetworkV6 || name.AsSpan().Count('.') is 3))
        {
            if (MachineAddress.Wrong(ip) is { } unfit)
            {
                wrong = unfit;
                return false;
            }

            name = ip.ToString();
            if (isBelow)
            {
                wrong = "is a wildcard of an IP address; write the address alone";
                return false;
            }
        }
        else if (!HostAndPort.IsHostName(name))
        {
            wrong = "is not a host that may be dialed; write a name, *.name or an IP address, with a port or without one";
            return false;
        }

        host = new DialedHost(name.TrimEnd('.').ToLowerInvariant(), isBelow, port ?? 0);
        return true;
    }
}
