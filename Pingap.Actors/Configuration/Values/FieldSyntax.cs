namespace Pingap.Actors.Configuration.Values;

/// <summary>What may stand in a header field (RFC 9110 §5).</summary>
internal static class FieldSyntax
{
    private static readonly HashSet<string> OwnFields = new(StringComparer.OrdinalIgnoreCase)
    {
        "Connection", "Keep-Alive", "Proxy-Connection", "TE", "Trailer", "Transfer-Encoding", "Upgrade", "Content-Length",
    };

    private static readonly string[] SecretWords = ["auth", "cookie", "token", "key", "secret", "password"];

    /// <summary>Whether the text is a token: a field name, a method.</summary>
    public static bool IsToken(string text) =>
        text.Length > 0 && !text.AsSpan().ContainsAnyExcept(TokenSyntax.Characters);

    /// <summary>Whether the text can be sent as a value: printable ASCII, spaces and tabs, so that no value can smuggle in a line.</summary>
    public static bool IsValue(string text)
    {
        foreach (var c in text)
        {
            if (c is not '\t' && c is < ' ' or > '~') return false;
        }

        return true;
    }

    /// <summary>Whether the field frames the message or belongs to one connection, so that only the proxy itself may write it.</summary>
    public static bool IsOwnedByTheProxy(string name) => OwnFields.Contains(name);

    /// <summary>Whether the field's value is likely a secret, so that nothing of it may be shown.</summary>
    public static bool IsLikelySecret(string name)
    {
        foreach (var word in SecretWords)
        {
            if (name.Contains(word, StringComparison.OrdinalIgnoreCase)) return true;
        }

        return false;
    }
}
