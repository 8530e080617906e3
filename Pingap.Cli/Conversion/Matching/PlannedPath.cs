using Pingap.Actors.Configuration;

namespace Pingap.Cli.Conversion.Matching;

/// <summary>One of our locations' paths, and the nginx location it comes from.</summary>
/// <param name="Location">Where it comes from, or <c>null</c> for what no location of the server takes.</param>
/// <param name="Kind">How it compares.</param>
/// <param name="Text">The path in its normal form, or the expression.</param>
internal sealed record PlannedPath(NginxLocation? Location, PathPatternKind Kind, string Text)
{
    /// <summary>Every path, of which no location takes care.</summary>
    public static readonly PlannedPath Rest = new(null, PathPatternKind.Prefix, "/");
}
