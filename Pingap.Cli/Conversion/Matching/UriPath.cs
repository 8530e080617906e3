using System.Text;

namespace Pingap.Cli.Conversion.Matching;

/// <summary>Paths as nginx compares them, decoded, and as we do, with the escapes of a request.</summary>
internal static class UriPath
{
    private const string Allowed = "/-._~!$&'()*+,;=:@";

    /// <summary>The path with everything escaped that does not stand for itself in a request (RFC 3986 §3.3).</summary>
    public static string Encoded(string decoded)
    {
        if (decoded.All(IsPlain)) return decoded;
        var path = new StringBuilder();
        foreach (var octet in Encoding.UTF8.GetBytes(decoded))
        {
            if (IsPlain((char)octet)) path.Append((char)octet);
            else path.Append('%').Append(octet.ToString("X2", System.Globalization.CultureInfo.InvariantCulture));
        }

        return path.ToString();
    }

    private static bool IsPlain(char c) => char.IsAsciiLetterOrDigit(c) || Allowed.Contains(c, StringComparison.Ordinal);
}
