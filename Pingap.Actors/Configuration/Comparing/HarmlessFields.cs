using System.Collections.Frozen;
using System.Text.RegularExpressions;
using Pingap.Actors.Configuration.Values;

namespace Pingap.Actors.Configuration.Comparing;

/// <summary>Knows which header fields carry no secrets, whatever their value, and which values are none, whatever their field.</summary>
internal static partial class HarmlessFields
{
    private static readonly FrozenSet<string> Names = new[]
    {
        "Accept", "Accept-Encoding", "Accept-Language", "Accept-Ranges", "Allow", "Alt-Svc", "Cache-Control", "Clear-Site-Data", "Content-Disposition",
        "Content-Encoding", "Content-Language", "Content-Security-Policy", "Content-Security-Policy-Report-Only", "Content-Type", "Date", "Expect-CT", "Expires",
        "Feature-Policy", "Host", "Origin", "Permissions-Policy", "Pragma", "Referrer-Policy", "Retry-After", "Server", "Strict-Transport-Security",
        "Timing-Allow-Origin", "User-Agent", "Vary", "Via", "X-Content-Type-Options", "X-DNS-Prefetch-Control", "X-Download-Options",
        "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Port", "X-Forwarded-Prefix", "X-Forwarded-Proto", "X-Forwarded-Scheme", "X-Forwarded-Server",
        "X-Forwarded-Ssl", "X-Frame-Options", "X-Permitted-Cross-Domain-Policies", "X-Powered-By", "X-Real-IP", "X-Robots-Tag", "X-Served-By", "X-UA-Compatible",
        "X-Via", "X-XSS-Protection",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly string[] Prefixes = ["Access-Control-", "Cross-Origin-"];

    /// <summary>Whether fields of that name carry no secrets.</summary>
    public static bool Contains(string name) => Names.Contains(name) || Prefixes.Any(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether a value is put together of variables alone: it says where its text is from, not what it is.</summary>
    public static bool IsVariables(string value) =>
        OnlyVariables().Match(value.Trim()) is { Success: true } match
        && match.Groups["name"].Captures.All(name =>
            VariableNames.Known.ContainsKey(name.Value) || name.Value.StartsWith(VariableNames.HeaderPrefix, StringComparison.Ordinal));

    [GeneratedRegex(@"^((^|[:/.,; -]{0,3})(\$ENV:\w+|\$\{\w+\}|\$[0-9]{1,2}(?!\w)|\$(?<name>[a-z]\w*)))+$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex OnlyVariables();
}
