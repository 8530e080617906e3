using System.Collections.Frozen;
using Microsoft.Extensions.Primitives;

namespace Pingap.Gateway.Forwarding.Wire;

/// <summary>The fields that belong to one connection and are never passed on (RFC 9110 §7.6.1).</summary>
internal static class HopByHop
{
    private static readonly FrozenSet<string> Fields = new[]
    {
        "Connection", "Proxy-Connection", "Keep-Alive", "TE", "Transfer-Encoding", "Upgrade", "HTTP2-Settings",
        "Proxy-Authenticate", "Proxy-Authentication-Info", "Proxy-Authorization",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> Rewritten = Fields.Append("Host").Append("Trailer").Append("Content-Length").ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> NotInTrailers = new[]
    {
        "Content-Length", "Content-Type", "Content-Encoding", "Content-Range", "Host", "Trailer", "Set-Cookie",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether the field is one of them, or a pseudo-header of HTTP/2.</summary>
    public static bool Contains(string name) => Fields.Contains(name) || name is [':', ..];

    /// <summary>Whether a client's field of this name is not copied, because it belongs to one connection or because the proxy writes it anew.</summary>
    public static bool IsRewritten(string name) => Rewritten.Contains(name) || name is [':', ..];

    /// <summary>Whether a trailer of this name must not be passed on (RFC 9110 §6.5.1).</summary>
    public static bool ForbidsTrailer(string name) => Contains(name) || NotInTrailers.Contains(name);

    /// <summary>Whether rules may touch the field; those that frame messages are written by the proxy alone.</summary>
    public static bool AllowsRule(string name) =>
        !Contains(name) && !name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase)
        && !name.Equals("Trailer", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the values of Connection name the field.</summary>
    public static bool IsNamed(StringValues connection, string name)
    {
        for (var i = 0; i < connection.Count; i++)
        {
            if (IsNamed(connection[i].AsSpan(), name)) return true;
        }

        return false;
    }

    /// <summary>Whether one value of Connection names the field.</summary>
    public static bool IsNamed(ReadOnlySpan<char> connection, string name)
    {
        foreach (var range in connection.Split(','))
        {
            if (connection[range].Trim().Equals(name, StringComparison.OrdinalIgnoreCase)) return true;
        }

        return false;
    }
}
