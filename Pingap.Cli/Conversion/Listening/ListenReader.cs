using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Pingap.Actors.Configuration.Values;
using Pingap.Cli.Conversion.Findings;
using Pingap.Cli.Conversion.Syntax;

namespace Pingap.Cli.Conversion.Listening;

/// <summary>Reads <c>listen</c>.</summary>
internal static class ListenReader
{
    private const int DefaultPort = 80;

    /// <summary>The addresses of one server; without <c>listen</c>, port 80 of every IPv4 address.</summary>
    public static IReadOnlyList<ListenAddressUse> Read(NginxDirective server, NginxScope scope, FindingList findings)
    {
        var isTls = scope.Value("ssl", "off") is "on";
        var uses = new List<ListenAddressUse>();
        var directives = scope.Directives.Where(directive => directive.Name == "listen").ToList();
        foreach (var directive in directives) Add(uses, directive, isTls, findings);
        if (directives.Count == 0) uses.Add(new ListenAddressUse(new IPEndPoint(IPAddress.Any, DefaultPort), false, isTls, false, server));
        return uses;
    }

    private static void Add(List<ListenAddressUse> uses, NginxDirective listen, bool serverIsTls, FindingList findings)
    {
        var options = listen.Args.Skip(1).ToHashSet(StringComparer.Ordinal);
        if (options.Contains("quic"))
        {
            findings.NotConverted(listen, "HTTP/3 is not available yet; clients use HTTP/2 or HTTP/1.1");
            return;
        }

        if (options.Contains("proxy_protocol"))
            findings.Security(listen, "proxy_protocol is not available yet; clients would be known by the address of the balancer in front");
        if (Address(listen.First, out var why) is not { } address)
        {
            findings.NotConverted(listen, why);
            return;
        }

        var use = new ListenAddressUse(
            address,
            options.Contains("default_server") || options.Contains("default"),
            serverIsTls || options.Contains("ssl"),
            options.Contains("http2"),
            listen);
        uses.Add(use);
        if (address is IPEndPoint { Port: var port } ip && ip.Address.Equals(IPAddress.IPv6Any) && options.Contains("ipv6only=off"))
            uses.Add(use with { Address = new IPEndPoint(IPAddress.Any, port) });
    }

    private static EndPoint? Address(string text, out string why)
    {
        why = $"{text} is not an IP address and port that can be listened on";
        if (text.StartsWith("unix:", StringComparison.Ordinal))
        {
            var path = text["unix:".Length..];
            why = $"{text} cannot be listened on: its path has to begin with /, and to have no comma and at most {SocketPath.Longest} octets";
            return path.StartsWith('/') && !path.Contains(',') && SocketPath.Fits(path) ? new UnixDomainSocketEndPoint(path) : null;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var only)) return only is > 0 and < 65536 ? new IPEndPoint(IPAddress.Any, only) : null;
        var colon = text.EndsWith(']') ? -1 : text.LastIndexOf(':');
        var port = DefaultPort;
        if (colon >= 0 && (!int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out port) || port is 0 or > 65535)) return null;
        var host = colon >= 0 ? text[..colon] : text;
        return host switch
        {
            "*" => new IPEndPoint(IPAddress.Any, port),
            "localhost" => new IPEndPoint(IPAddress.Loopback, port),
            ['[', .. var inside, ']'] => IPAddress.TryParse(inside, out var six) && six.AddressFamily is AddressFamily.InterNetworkV6 ? new IPEndPoint(six, port) : null,
            _ => IPAddress.TryParse(host, out var four) && host.Split('.').Length == 4 ? new IPEndPoint(four, port) : null,
        };
    }
}
