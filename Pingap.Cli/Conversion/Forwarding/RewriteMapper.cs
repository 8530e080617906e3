using System.Text.RegularExpressions;
using Pingap.Actors.Configuration;
using Pingap.Cli.Conversion.Findings;
using Pingap.Cli.Conversion.Matching;
using Pingap.Cli.Conversion.Syntax;
using Pingap.Cli.Conversion.Toml;

namespace Pingap.Cli.Conversion.Forwarding;

/// <summary>Turns <c>rewrite … break</c>, and the path in <c>proxy_pass</c>, into a location's <c>rewrite</c>.</summary>
internal static class RewriteMapper
{
    private static readonly Dictionary<string, string> NoConstants = [];

    /// <summary>The rewrite, or <c>null</c>.</summary>
    /// <param name="scope">The location.</param>
    /// <param name="path">Which of our paths it is for.</param>
    /// <param name="target">Where its requests go.</param>
    /// <param name="findings">Receives what cannot be had.</param>
    public static string? Rewrite(NginxScope scope, PlannedPath path, ProxyTarget target, FindingList findings)
    {
        string? first = null;
        foreach (var directive in scope.Directives.Where(directive => directive.Name == "rewrite"))
        {
            if (OfDirective(directive, findings) is not { } rewrite) continue;
            if (first is null) first = rewrite;
            else findings.NotConverted(directive, "a location has one rewrite; this one would be tried where the one before it does not match");
        }

        if (first is null) return OfTarget(path, target, findings);
        if (OfTarget(path, target, findings) is not null)
            findings.Note(target.Directive, "the path in it would count where the rewrite does not match; here such paths are left as they are");
        return first;
    }

    private static string? OfDirective(NginxDirective directive, FindingList findings)
    {
        if (directive.Args.Count < 2) return null;
        var (pattern, replacement, flag) = (directive.Args[0], directive.Args[1], directive.Args.Count > 2 ? directive.Args[2] : "");
        if (flag is "redirect" or "permanent" || replacement.StartsWith("http://", StringComparison.Ordinal)
            || replacement.StartsWith("https://", StringComparison.Ordinal) || replacement.StartsWith("$scheme", StringComparison.Ordinal))
            return Left("redirects are not available yet; requests are forwarded unchanged");
        if (flag is not "break")
            return Left("nginx looks for another location after it, which is not to be had; say break if the request is to stay, or route by the old path");
        if (replacement.Contains('?', StringComparison.Ordinal)) return Left("a rewrite that changes the query is not available");
        if (pattern.Any(char.IsWhiteSpace) || replacement.Any(char.IsWhiteSpace)) return Left("a rewrite with blanks in it is not available");
        if (!LinearRegex.TryParse(pattern, out _, out var error)) return Left(error);
        if (!new ValueMapper(CaptureNames.Of(pattern), NoConstants).TryMap(replacement, out var mapped, out var why)) return Left(why);
        if (mapped is not ['/' or '$', ..]) return Left("it makes no path, which begins with /");
        return $"{PlainText.Of(WholePath(pattern))} {mapped}";

        string? Left(string message)
        {
            findings.NotConverted(directive, message);
            return null;
        }
    }

    /// <summary>nginx replaces the whole path, we replace the match: so the match must be the whole path.</summary>
    private static string WholePath(string pattern)
    {
        if (RegexHead.HasAlternatives(pattern)) return $"^.*?(?:{pattern}).*$";
        var begins = pattern.StartsWith('^') ? "" : "^.*?";
        var ends = Regex.IsMatch(pattern, @"(?<!\\)(?:\\\\)*(?:\$|\.\*|\(\.\*\))$") ? "" : ".*$";
        return begins + pattern + ends;
    }

    private static string? OfTarget(PlannedPath path, ProxyTarget target, FindingList findings)
    {
        if (target.Uri is not { } uri) return null;
        var replacement = UriPath.Encoded(Uri.UnescapeDataString(uri)).Replace("$", "$$", StringComparison.Ordinal);
        switch (path.Kind)
        {
            case PathPatternKind.Exact:
                return path.Text == uri ? null : $"^.*$ {replacement}";
            case PathPatternKind.Prefix when path.Location is { IsPrefix: true }:
                if (path.Text == uri) return null;
                // Ours puts exactly one slash between; elsewhere nginx glues the pieces together as they are.
                return path.Text.EndsWith('/') && uri.EndsWith('/') ? replacement : $"^{PlainText.Of(Regex.Escape(path.Text))} {replacement}";
            default:
                findings.NotConverted(target.Directive, $"the path {uri} cannot take the place of what an expression matches; paths are left as they are");
                return null;
        }
    }
}
