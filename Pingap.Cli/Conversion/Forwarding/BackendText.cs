using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Pingap.Cli.Conversion.Forwarding;

/// <summary>Addresses of backends.</summary>
internal static class BackendText
{
    private const int DefaultPort = 80;

    /// <summary>The address with its port.</summary>
    /// <param name="text"><c>host</c>, <c>host:port</c>, <c>[ipv6]:port</c>.</param>
    /// <param name="address">The address as ours, names in lower case.</param>
    /// <param name="why">Why it is none.</param>
    /// <param name="port">The port when the text has none.</param>
    public static bool TryWithPort(string text, out string address, out string why, int port = DefaultPort)
    {
        address = "";
        why = "Unix domain sockets of backends are not available; let the backend listen on a port";
        if (text.StartsWith("unix:", StringComparison.Ordinal)) return false;
        why = "that is not the address of a backend";
        var colon = text.EndsWith(']') ? -1 : text.LastIndexOf(':');
        var host = (colon < 0 ? text : text[..colon]).ToLowerInvariant();
        if (colon >= 0 && (!int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out port) || port is 0 or > 65535)) return false;
        if (!IsName(host) && !IsAddress(host)) return false;
        address = $"{host}:{port.ToString(CultureInfo.InvariantCulture)}";
        return true;
    }

    private static bool IsAddress(string host)
    {
        var inside = host is ['[', .. var six, ']'] ? six : host;
        if (!IPAddress.TryParse(inside, out var ip)) return false;
        var isSix = ip.AddressFamily is AddressFamily.InterNetworkV6;
        if (isSix == ReferenceEquals(inside, host) || (!isSix && ip.ToString() != host)) return false;

        // Groups and all machines at once are no backend.
        return !ip.Equals(IPAddress.Any) && !ip.Equals(IPAddress.IPv6Any) && !ip.IsIPv6Multicast && (isSix || ip.GetAddressBytes()[0] is < 224 or (>= 240 and < 255));
    }

    /// <summary>Whether a text can be a host name; one that ends in a digit and has only digits and dots is an address or nothing.</summary>
    public static bool IsName(string text) =>
        text.Length is > 0 and <= 253
        && text.TrimEnd('.').Split('.').All(label => label.Length is > 0 and <= 63 && label.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'))
        && !(char.IsAsciiDigit(text[^1]) && text.All(c => char.IsAsciiDigit(c) || c is '.'));
}
