using System.Net;

namespace Pingap.Actors.Configuration.Values;

/// <summary>Reads one address of a server's <c>addr</c>.</summary>
internal static class ListenAddressText
{
    /// <summary><c>ip:port</c>, <c>[ipv6]:port</c>, <c>:port</c> (every IPv4 address) or <c>localhost:port</c> (127.0.0.1).</summary>
    /// <param name="text">The text.</param>
    /// <param name="address">The address.</param>
    /// <param name="wrong">What is wrong with the text and what would do, to be said after it.</param>
    public static bool TryParse(string text, out ListenAddress address, out string wrong)
    {
        address = new ListenAddress(new IPEndPoint(IPAddress.Loopback, 0));
        if (!HostAndPort.TrySplit(text, out var host, out var port, out wrong)) return false;
        if (port is null)
        {
            wrong = "has no port; write it as 127.0.0.1:8080";
            return false;
        }

        var ip = host switch
        {
            "" => IPAddress.Any,
            _ when host.Equals("localhost", StringComparison.OrdinalIgnoreCase) => IPAddress.Loopback,
            _ => IPAddress.TryParse(host, out var parsed) ? parsed : null,
        };
        if (ip is null)
        {
            wrong = "is not an IP address and port; write one such as 127.0.0.1:8080, or 0.0.0.0:8080 for every address";
            return false;
        }

        address = new ListenAddress(new IPEndPoint(ip, port.Value));
        return true;
    }
}
