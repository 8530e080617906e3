namespace Pingap.Actors.Configuration;

/// <summary>A location's <c>path</c>.</summary>
/// <param name="Kind">How it compares.</param>
/// <param name="Text">The path or expression, without a marker.</param>
/// <param name="EndsAtSegment">For a prefix: whether <c>/api</c> refuses <c>/apix</c> (<c>path_boundary</c>).</param>
public sealed record PathPattern(PathPatternKind Kind, string Text, bool EndsAtSegment)
{
    /// <summary>The pattern of a location that says no path.</summary>
    public static readonly PathPattern Any = new(PathPatternKind.Any, "", false);
}
