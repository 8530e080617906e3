using System.Text.RegularExpressions;
using Pingap.Actors.Configuration;

namespace Pingap.Actors.Routing;

/// <summary>A location's path pattern, ready to compare.</summary>
internal sealed class PathMatcher
{
    private readonly Regex? _regex;

    public PathMatcher(PathPattern pattern)
    {
        Kind = pattern.Kind;
        Text = pattern.Kind is PathPatternKind.Exact or PathPatternKind.Prefix ? Normal(pattern.Text) : pattern.Text;
        EndsAtSegment = pattern.EndsAtSegment || Text.EndsWith('/');
        if (Kind is not PathPatternKind.Regex) return;
        _regex = LinearRegex.Parse(pattern.Text);
        Groups = new(_regex);
    }

    /// <summary>How it compares.</summary>
    public PathPatternKind Kind { get; }

    /// <summary>The path in the normal form of requests, or the expression.</summary>
    public string Text { get; }

    /// <summary>Whether a prefix ends where a segment does, by its slash or by being told so.</summary>
    public bool EndsAtSegment { get; }

    /// <summary>The groups of the expression, or <c>null</c> if it is none.</summary>
    public CaptureGroups? Groups { get; }

    /// <summary>Whether the pattern takes a normalised path.</summary>
    public bool Takes(string path) => Kind switch
    {
        PathPatternKind.Exact => string.Equals(path, Text, StringComparison.Ordinal),
        PathPatternKind.Prefix => path.StartsWith(Text, StringComparison.Ordinal) && (!EndsAtSegment || StopsAtSegment(path)),
        PathPatternKind.Regex => _regex!.IsMatch(path),
        _ => true,
    };

    private bool StopsAtSegment(string path) =>
        path.Length == Text.Length || path[Text.Length] is '/' || (Text.Length > 0 && Text[^1] is '/');

    /// <summary>A configured path with its escapes as in the paths of requests.</summary>
    public static string Normal(string text) =>
        // Only where there are escapes: a prefix like "/." is no dot segment, it begins the names of hidden files.
        text.Contains('%') && RequestPath.TryNormalise(text, out var normal) is PathStatus.Ok ? normal : text;
}
