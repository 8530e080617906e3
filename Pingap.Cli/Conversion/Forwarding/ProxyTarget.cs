using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Pingap.Cli.Conversion.Syntax;

namespace Pingap.Cli.Conversion.Forwarding;

/// <summary>Where <c>proxy_pass</c> or <c>grpc_pass</c> sends requests.</summary>
/// <param name="Directive">The directive.</param>
/// <param name="IsTls">Whether it is <c>https</c> or <c>grpcs</c>.</param>
/// <param name="IsGrpc">Whether it is <c>grpc</c> or <c>grpcs</c>.</param>
/// <param name="Authority">The name of an upstream, or <c>host[:port]</c>, as written.</param>
/// <param name="Uri">What takes the place of the location's prefix, or <c>null</c> to leave paths as they are.</param>
internal sealed record ProxyTarget(NginxDirective Directive, bool IsTls, bool IsGrpc, string Authority, string? Uri)
{
    /// <summary>The host without port and brackets.</summary>
    public string Host => (PortColon < 0 ? Authority : Authority[..PortColon]).Trim('[', ']');

    /// <summary>The port, said or by the scheme.</summary>
    public int Port => PortColon >= 0 && int.TryParse(Authority.AsSpan(PortColon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port)
        ? port
        : IsTls ? 443 : 80;

    private int PortColon => Authority.EndsWith(']') ? -1 : Authority.LastIndexOf(':');

    /// <summary>Reads the directive.</summary>
    /// <param name="directive">The directive.</param>
    /// <param name="target">What it says.</param>
    /// <param name="why">Why that cannot be had.</param>
    public static bool TryRead(NginxDirective directive, [NotNullWhen(true)] out ProxyTarget? target, out string why)
    {
        target = null;
        var text = directive.First;
        var isGrpc = directive.Name is "grpc_pass";
        why = "variables in the address are not available; name an upstream";
        if (text.Contains('$', StringComparison.Ordinal)) return false;
        why = "Unix domain sockets of backends are not available; let the backend listen on a port";
        if (text.Contains("unix:", StringComparison.Ordinal)) return false;
        if (isGrpc && !text.Contains("://", StringComparison.Ordinal)) text = "grpc://" + text;
        why = $"{text} is not a URL of http, https or gRPC";
        var colon = text.IndexOf("://", StringComparison.Ordinal);
        if (colon < 0) return false;
        var scheme = text[..colon].ToLowerInvariant();
        if (scheme is not ("http" or "https" or "grpc" or "grpcs")) return false;
        var rest = text[(colon + 3)..];
        var slash = rest.AsSpan().IndexOfAny('/', '?');
        var authority = slash < 0 ? rest : rest[..slash];
        var uri = slash < 0 ? null : rest[slash..];
        if (authority.Length == 0) return false;
        why = "a query in the address is not available";
        if (uri is not null && uri.AsSpan().IndexOfAny('?', '#') >= 0) return false;
        target = new ProxyTarget(directive, scheme is "https" or "grpcs", isGrpc, authority, uri);
        return true;
    }
}
