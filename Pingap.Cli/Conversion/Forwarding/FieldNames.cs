using System.Buffers;

namespace Pingap.Cli.Conversion.Forwarding;

/// <summary>What may be a header field's name (RFC 9110 §5.1), and whose business the field is.</summary>
internal static class FieldNames
{
    private static readonly SearchValues<char> TokenCharacters =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");

    private static readonly HashSet<string> Own = new(StringComparer.OrdinalIgnoreCase)
    {
        "Connection", "Keep-Alive", "Proxy-Connection", "TE", "Trailer", "Transfer-Encoding", "Upgrade", "Content-Length",
    };

    /// <summary>Whether a location may set, add or remove the field.</summary>
    public static bool CanBeSet(string name) =>
        name.Length > 0 && name[0] is not '$' && !name.AsSpan().ContainsAnyExcept(TokenCharacters) && !Own.Contains(name);

    /// <summary>Whether the proxy writes the field itself, upgrades to WebSocket included.</summary>
    public static bool IsOurs(string name) => Own.Contains(name);
}
