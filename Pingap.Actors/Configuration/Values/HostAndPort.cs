using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Pingap.Actors.Configuration.Values;

/// <summary>Reads <c>host:port</c>, <c>[ipv6]:port</c>, <c>:port</c> and <c>host</c>.</summary>
internal static class HostAndPort
{
    /// <summary>Splits a text into host (IPv6 without brackets) and port.</summary>
    /// <param name="text">The text, without spaces around it.</param>
    /// <param name="host">The host; empty for <c>:port</c>.</param>
    /// <param name="port">The port, or <c>null</c> when the text has none.</param>
    /// <param name="wrong">What is wrong with the text and what would do, to be said after it.</param>
    public static bool TrySplit(string text, out string host, out int? port, out string wrong)
    {
        (host, port, wrong) = ("", null, "");
        string? portText = null;
        if (text.StartsWith('['))
        {
            var close = text.IndexOf(']', StringComparison.Ordinal);
            if (close < 0 || !IPAddress.TryParse(text.AsSpan(1, close - 1), out var v6) || v6.AddressFamily is not AddressFamily.InterNetworkV6)
            {
                wrong = "is not an IPv6 address in brackets; write one such as [::1]:8080";
                return false;
            }

            host = v6.ToString();
            if (close + 1 < text.Length)
            {
                if (text[close + 1] is not ':')
                {
                    wrong = "has something between ] and the port; write [::1]:8080";
                    return false;
                }

                portText = text[(close + 2)..];
            }
        }
        else if (text.AsSpan().Count(':') > 1)
        {
            if (!IPAddress.TryParse(text, out var bare))
            {
                wrong = "has more than one colon; write an IPv6 address in brackets, such as [::1]:8080";
                return false;
            }

            host = bare.ToString();
        }
        else
        {
            var colon = text.IndexOf(':', StringComparison.Ordinal);
            host = colon < 0 ? text : text[..colon];
            portText = colon < 0 ? null : text[(colon + 1)..];
        }

        if (portText is null) return true;
        if (!int.TryParse(portText, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number > 65535)
        {
            wrong = "has a port that is not a number from 0 to 65535";
            return false;
        }

        port = number;
        return true;
    }

    /// <summary>Whether a text can be a host name (RFC 1123 §2.1, underscores allowed as in container names).</summary>
    public static bool IsHostName(string text)
    {
        if (text.Length is 0 or > 253) return false;
        foreach (var label in text.TrimEnd('.').Split('.'))
        {
            if (label.Length is 0 or > 63) return false;
            foreach (var c in label)
            {
                if (!char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_')) return false;
            }
        }

        // What looks like an IPv4 address but is none, such as 127.0.0.256, is a slip of the pen and no name.
        return !char.IsAsciiDigit(text[^1]) || text.AsSpan().ContainsAnyExceptInRange('.', '9');
    }
}
