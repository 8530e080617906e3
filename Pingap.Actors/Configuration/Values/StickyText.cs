namespace Pingap.Actors.Configuration.Values;

/// <summary>Reads the name and the secret of the cookie that binds a client to its backend.</summary>
internal static class StickyText
{
    /// <summary>The fewest characters of a secret.</summary>
    public const int ShortestSecret = 16;

    /// <summary>Reads a cookie's name (RFC 6265 §4.1.1).</summary>
    public static bool TryParseName(string text, out string name, out string wrong)
    {
        (name, wrong) = (text, "is not the name of a cookie; write one such as pingap_sticky");
        // __Host- and __Secure- bind a browser to Secure, which the cookie of a cleartext server is not (RFC 6265bis §4.1.3).
        if (!FieldSyntax.IsToken(text)) return false;
        if (!text.StartsWith("__Host-", StringComparison.OrdinalIgnoreCase) && !text.StartsWith("__Secure-", StringComparison.OrdinalIgnoreCase)) return true;
        wrong = "has a prefix that browsers take on TLS only; write a name without it";
        return false;
    }

    /// <summary>Reads a secret.</summary>
    public static bool TryParseSecret(string text, out Secret secret, out string wrong)
    {
        (secret, wrong) = (new Secret(text), $"is too short to keep a secret; use at least {ShortestSecret} characters");
        return text.Length >= ShortestSecret;
    }
}
