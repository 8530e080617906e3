using System.Text.RegularExpressions;

namespace Pingap.Cli.Conversion.Matching;

/// <summary>An expression limited to the paths below a prefix, as one expression; look-ahead, which would do it, is not to be had.</summary>
internal static class RegexBelow
{
    private const string IgnoreCase = "(?i)";

    /// <summary>Limits an expression.</summary>
    /// <param name="pattern">The expression; it may begin with <c>(?i)</c>.</param>
    /// <param name="prefix">The prefix.</param>
    /// <param name="limited">The expression for paths that begin with the prefix and match; <c>null</c> if there is no such path.</param>
    /// <returns>Whether it can be written.</returns>
    public static bool TryLimit(string pattern, string prefix, out string? limited)
    {
        limited = null;
        var ignoresCase = pattern.StartsWith(IgnoreCase, StringComparison.Ordinal);
        var body = ignoresCase ? pattern[IgnoreCase.Length..] : pattern;
        if (RegexHead.HasAlternatives(body)) return false;
        if (!body.StartsWith('^')) return TryAnywhere(body, prefix, 0, ignoresCase, out limited);

        var comparison = ignoresCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
        var head = RegexHead.Of(body[1..]);
        if (!head.Literal.StartsWith(prefix, comparison) && !prefix.StartsWith(head.Literal, comparison)) return true;
        if (head.Literal.StartsWith(prefix, comparison))
        {
            limited = ignoresCase ? $"^{Regex.Escape(prefix)}(?i:{head.Without(prefix.Length)})" : body;
            return true;
        }

        if (head.Rest.Length == 0)
        {
            limited = "^" + Regex.Escape(prefix);
            return true;
        }

        if (head.Rest is "$") return true;

        // What follows ".*" may stand anywhere after the head.
        return head.Rest.StartsWith(".*", StringComparison.Ordinal) && head.Rest is not ['.', '*', '?' or '+', ..]
            && TryAnywhere(head.Rest[2..], prefix, head.Literal.Length, ignoresCase, out limited);
    }

    /// <summary>Limits an expression whose match may begin anywhere from an offset on: in what follows the prefix, or in the prefix itself.</summary>
    private static bool TryAnywhere(string body, string prefix, int from, bool ignoresCase, out string? limited)
    {
        limited = null;
        var comparison = ignoresCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
        var head = RegexHead.Of(body);
        if (head.Literal.Length == 0) return TryRest(body, prefix, out limited);
        if (prefix.IndexOf(head.Literal, from, comparison) >= 0)
        {
            limited = head.Rest.Length == 0 ? "^" + Regex.Escape(prefix) : null;
            return limited is not null;
        }

        // Where the prefix ends as the head begins, the rest of the head follows the prefix.
        var ways = new List<string>();
        for (var length = Math.Min(head.Literal.Length - 1, prefix.Length - from); length > 0; length--)
            if (prefix.EndsWith(head.Literal[..length], comparison)) ways.Add(head.Without(length));
        ways.Add(".*?" + body);
        if (ways.Count > 1 && head.Rest.Contains('(', StringComparison.Ordinal))
        {
            // The same captures in each way would have other numbers; brackets that only hold together must not take a number either way.
            if (UsesCaptures(head.Rest)) return false;
        }

        var way = ways.Count == 1 ? ways[0] : $"(?:{string.Join('|', ways)})";
        limited = $"^{Regex.Escape(prefix)}{(ignoresCase ? $"(?i:{way})" : way)}";
        return true;
    }

    // An empty expression, or an end alone, matches every path there is.
    private static bool TryRest(string body, string prefix, out string? limited)
    {
        limited = body is "" or "$" or ".*" ? "^" + Regex.Escape(prefix) : null;
        return limited is not null;
    }

    private static bool UsesCaptures(string pattern)
    {
        for (var i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] is '\\') i++;
            else if (pattern[i] is '(' && (i + 2 >= pattern.Length || pattern[i + 1] is not '?' || pattern[i + 2] is '<' or 'P' or '\'')) return true;
        }

        return false;
    }
}
