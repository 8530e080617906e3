namespace Pingap.Actors.Configuration.Values;

/// <summary>Reads URLs of services that the proxy talks to: <c>https://user:password@host:port/path?query</c>.</summary>
internal static class AbsoluteUrl
{
    /// <summary>Reads an absolute URL of HTTP or HTTPS (RFC 3986 §4.3), which often holds credentials.</summary>
    public static bool TryParse(string text, out Secret url, out string wrong)
    {
        url = new Secret(text);
        return TryParse(text, out Uri _, out wrong);
    }

    /// <summary>Reads the DSN of a Sentry project: a URL with the public key before the host and the project at its end.</summary>
    public static bool TryParseDsn(string text, out Secret dsn, out string wrong)
    {
        dsn = new Secret(text);
        if (TryParse(text, out Uri parsed, out wrong) && parsed.UserInfo.Length > 0 && parsed.Segments[^1] is not "/") return true;
        wrong = "is not the DSN of a Sentry project; write one such as https://KEY@sentry.example.com/1";
        return false;
    }

    /// <summary>Reads an absolute URL and takes it apart.</summary>
    public static bool TryParse(string text, out Uri url, out string wrong)
    {
        wrong = "is not an absolute URL; write one such as https://host.example/path";
        url = null!;
        foreach (var c in text)
        {
            if (char.IsWhiteSpace(c) || char.IsControl(c)) return false;
        }

        if (!Uri.TryCreate(text, UriKind.Absolute, out var parsed) || parsed.Host.Length == 0) return false;
        url = parsed;
        if (parsed.Scheme is "http" or "https") return true;
        wrong = "is not a URL of HTTP; write one that begins with http:// or https://";
        return false;
    }
}
