using System.Text.RegularExpressions;

namespace Pingap.Cli.Conversion.Listing;

/// <summary>Directives of modules that nobody here knows, whose names say that they let only some requests in.</summary>
internal static partial class UnknownGuards
{
    /// <summary>Whether a directive is one.</summary>
    public static bool IsOne(string name) =>
        Pattern().IsMatch(name) && !KnownDirectives.Read.Contains(name) && !KnownDirectives.Silent.Contains(name) && !KnownDirectives.Told.ContainsKey(name)
        && name is not ("allow" or "deny");

    [GeneratedRegex("auth|access|deny|guard|verify|naxsi|waf|jwt|oidc|spnego|gss|testcookie|rewrite_by_", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
