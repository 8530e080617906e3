using System.Text.RegularExpressions;
using Pingap.Actors.Configuration;

namespace Pingap.Actors.Routing;

/// <summary>A location's <c>rewrite</c>, ready to be applied to paths.</summary>
public sealed class PathRewrite
{
    private readonly RewriteRule _rule;
    private readonly string _prefix = "";
    private readonly Regex? _regex;
    private readonly CaptureGroups? _groups;

    /// <summary>Compiles a rule of a configuration that has been read.</summary>
    public PathRewrite(RewriteRule rule)
    {
        _rule = rule;
        if (rule is RewriteRule.ReplacePrefix prefix) _prefix = PathMatcher.Normal(prefix.Prefix);
        if (rule is not RewriteRule.ReplaceMatch match) return;
        _regex = LinearRegex.Parse(match.Pattern);
        _groups = new(_regex);
    }

    /// <summary>Rewrites the path of one request.</summary>
    /// <param name="path">The normalised path the location has matched.</param>
    /// <param name="captures">What the match captured.</param>
    /// <param name="request">Gives the variables that are no captures.</param>
    /// <param name="rewritten">The new path; the same instance where the rule changes nothing, empty on failure.</param>
    /// <param name="extended">The captures with those that the rule's expression names.</param>
    /// <returns>
    /// Whether the result is a path: it begins with a slash, has no dot segments, and no character that is not allowed in a path
    /// (RFC 3986 §3.3) unless the client sent it. If not, the answer is 500; nothing else may be sent instead.
    /// </returns>
    public bool TryApply(string path, Captures? captures, IVariableSource request, out string rewritten, out Captures? extended)
    {
        extended = captures;
        rewritten = "";
        var result = _rule switch
        {
            RewriteRule.ReplacePrefix rule => ReplacePrefix(rule, path),
            RewriteRule.ReplaceMatch rule => ReplaceMatch(rule, path, captures, request, out extended),
            RewriteRule.ReplacePath rule => rule.Replacement.Render(new Variables(captures, request)),
            _ => null,
        };
        if (result is null || (!ReferenceEquals(result, path) && !IsPath(result, path))) return false;
        rewritten = result;
        return true;
    }

    private string? ReplacePrefix(RewriteRule.ReplacePrefix rule, string path)
    {
        if (!path.StartsWith(_prefix, StringComparison.Ordinal)) return null;
        var rest = path.AsSpan(_prefix.Length);
        return rest.IsEmpty ? rule.Replacement : string.Concat(rule.Replacement.AsSpan().TrimEnd('/'), "/", rest.TrimStart('/'));
    }

    private string ReplaceMatch(
        RewriteRule.ReplaceMatch rule, string path, Captures? captures, IVariableSource request, out Captures? extended)
    {
        extended = captures;
        var match = _regex!.Match(path);
        if (!match.Success) return path;
        var found = Captures.Join(captures, new(_groups!.Values(match, numbered: true)));
        // The numbers of this expression mean nothing outside its replacement.
        if (_groups.HasNamed) extended = Captures.Join(captures, new(_groups.Values(match, numbered: false)));
        var replacement = rule.Replacement.Render(new Variables(found, request));
        return string.Concat(path.AsSpan(0, match.Index), replacement, path.AsSpan(match.Index + match.Length));
    }

    private static bool IsPath(string result, string original)
    {
        if (!result.StartsWith('/') || RequestPath.HasDotSegment(result)) return false;
        for (var i = 0; i < result.Length; i++)
        {
            var c = result[i];
            if (char.IsAsciiLetterOrDigit(c) || "/-._~!$&'()*+,;=:@".Contains(c, StringComparison.Ordinal)) continue;
            // An encoded dot never comes from a normalised path: somebody tries to smuggle in a dot segment.
            if (c is '%' && RequestPath.Escaped(result, i) is > 0 and not '.') continue;
            // Clients do send a raw [ or |; a normalised path has only such of them as harm nobody.
            if (c is '%' || !original.Contains(c, StringComparison.Ordinal)) return false;
        }

        return true;
    }

    private sealed class Variables(Captures? captures, IVariableSource request) : IVariableSource
    {
        public string? Value(VariableKind variable, string name) =>
            variable is VariableKind.Capture ? captures?[name] : request.Value(variable, name);
    }
}
