using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Pingap.Actors.Configuration;

namespace Pingap.Cli.Sources;

/// <summary>
/// Parses the values of <c>--upstream</c>, <c>--addr</c> and <c>--domain</c>. What passes consists of letters, digits and
/// <c>.-_:[]*</c> only, so that it cannot break out of the quotes of the TOML text it becomes part of.
/// </summary>
internal static class OptionValues
{
    private const int LongestName = 253;

    /// <summary>A backend as <c>HOST:PORT</c>; an IPv6 address stands in brackets.</summary>
    public static bool TryParseBackend(string text, out BackendAddress address, [NotNullWhen(false)] out string? error)
    {
        address = default;
        error = $"'{Shown(text)}' is not HOST:PORT, such as 127.0.0.1:8001, app.internal:8001 or [::1]:8001";
        if (!TrySplit(text, lowestPort: 1, out var host, out var port)) return false;
        if (ParseAddress(host) is { } ip) host = ip.ToString();
        else if (!IsName(host)) return false;
        address = new BackendAddress(host, port);
        error = null;
        return true;
    }

    /// <summary>An address to listen on as <c>IP:PORT</c>; port 0 asks the system for a free one.</summary>
    public static bool TryParseListen(string text, [NotNullWhen(true)] out ListenAddress? address, [NotNullWhen(false)] out string? error)
    {
        address = null;
        error = $"'{Shown(text)}' is not IP:PORT, such as 127.0.0.1:8080, 0.0.0.0:80 or [::]:80";
        if (!TrySplit(text, lowestPort: 0, out var host, out var port) || ParseAddress(host) is not { } ip) return false;
        address = new ListenAddress(new IPEndPoint(ip, port));
        error = null;
        return true;
    }

    /// <summary>A host name, or <c>*.NAME</c> for every name below it; lower case comes out.</summary>
    public static bool TryParseDomain(string text, [NotNullWhen(true)] out string? domain, [NotNullWhen(false)] out string? error)
    {
        var name = text.StartsWith("*.", StringComparison.Ordinal) ? text[2..] : text;
        var isDomain = IsName(name) || ParseAddress(name) is not null;
        domain = isDomain ? text.ToLowerInvariant() : null;
        error = isDomain ? null : $"'{Shown(text)}' is not a host name, such as example.com or *.example.com";
        return isDomain;
    }

    private static bool TrySplit(string text, int lowestPort, out string host, out int port)
    {
        var colon = text.LastIndexOf(':');
        host = colon > 0 ? text[..colon] : "";
        port = 0;
        return colon > 0
            && int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out port)
            && port >= lowestPort && port <= IPEndPoint.MaxPort;
    }

    /// <summary>An IPv4 address, or an IPv6 address in brackets, in the one usual spelling.</summary>
    private static IPAddress? ParseAddress(string text)
    {
        if (text is ['[', .. var inside, ']'])
            return IPAddress.TryParse(inside, out var v6) && v6.AddressFamily is AddressFamily.InterNetworkV6 && v6.ScopeId == 0 ? v6 : null;

        // "127.1" and "010.0.0.1" are addresses to the parser, but hardly the ones that were meant.
        return IPAddress.TryParse(text, out var v4) && v4.AddressFamily is AddressFamily.InterNetwork && v4.ToString() == text ? v4 : null;
    }

    private static bool IsName(string text)
    {
        if (text.Length is 0 or > LongestName) return false;
        var labels = text.Split('.');
        foreach (var label in labels)
        {
            if (label.Length is 0 or > 63 || label[0] is '-' || label[^1] is '-') return false;
            foreach (var c in label)
                if (!char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_'))
                    return false;
        }

        // RFC 1123 §2.1: a name whose last label is a number is an address that went wrong.
        return !labels[^1].All(char.IsAsciiDigit);
    }

    private static string Shown(string text) => new([.. text.Select(c => char.IsControl(c) ? '?' : c)]);
}
