using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Pingap.Actors.Configuration.Values;

/// <summary>Reads one item of an upstream's <c>addrs</c>: <c>host[:port] [weight]</c>.</summary>
internal static class BackendAddressText
{
    /// <summary>The greatest weight.</summary>
    public const int GreatestWeight = 65535;

    /// <summary>Reads an address and the weight after it.</summary>
    /// <param name="text">The text.</param>
    /// <param name="defaultPort">The port when the text has none.</param>
    /// <param name="address">The address; names in lower case.</param>
    /// <param name="weight">The weight, or <c>null</c> when the text has none.</param>
    /// <param name="wrong">What is wrong, and what would do.</param>
    public static bool TryParse(string text, int defaultPort, out BackendAddress address, out int? weight, out string wrong)
    {
        (address, weight) = (default, null);
        if (text.Contains("://", StringComparison.Ordinal) || text.Contains('@', StringComparison.Ordinal))
        {
            wrong = "is no address: an address has no scheme and no user; write host:port";
            return false;
        }

        var parts = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length is 0 or > 2)
        {
            wrong = "is not an address; write \"host:port\" or \"host:port weight\"";
            return false;
        }

        if (parts.Length is 2)
        {
            if (!int.TryParse(parts[1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
            {
                wrong = "has a weight that is not an integer; write \"host:port weight\"";
                return false;
            }

            weight = number;
        }

        if (!HostAndPort.TrySplit(parts[0], out var host, out var port, out wrong)) return false;
        if (port is 0)
        {
            wrong = "has port 0; use 1 to 65535";
            return false;
        }

        if (IPAddress.TryParse(host, out var ip) && (ip.AddressFamily is AddressFamily.InterNetworkV6 || host.AsSpan().Count('.') is 3))
        {
            if (MachineAddress.Wrong(ip) is { } unfit)
            {
                wrong = unfit;
                return false;
            }

            host = ip.ToString();
        }
        else if (!HostAndPort.IsHostName(host))
        {
            wrong = "is not a host name or IP address with a port; write \"host:port\" or \"host:port weight\"";
            return false;
        }

        address = new BackendAddress(host.ToLowerInvariant(), port ?? defaultPort);
        return true;
    }
}
