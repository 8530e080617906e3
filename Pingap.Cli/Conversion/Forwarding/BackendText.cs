using System.Globalization;
using System.Net;

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
        if (host is ['[', .. var inside, ']'] ? !IPAddress.TryParse(inside, out _) : !IsName(host) && !IPAddress.TryParse(host, out _)) return false;
        if (IPAddress.TryParse(host.Trim('[', ']'), out var ip) && (ip.Equals(IPAddress.Any) || ip.Equals(IPAddress.IPv6Any) || ip.Equals(IPAddress.Broadcast))) return false;
        address = $"{host}:{port.ToString(CultureInfo.InvariantCulture)}";
        return true;
    }

    /// <summary>Whether a text can be a host name; one that ends in a digit and has only digits and dots is an address or nothing.</summary>
    public static bool IsName(string text) =>
        text.Length is > 0 and <= 253
        && text.TrimEnd('.').Split('.').All(label => label.Length is > 0 and <= 63 && label.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'))
        && text.Any(c => !char.IsAsciiDigit(c) && c is not '.');
}
