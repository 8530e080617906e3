using Pingap.Actors.Configuration;
using Pingap.Cli.Conversion.Syntax;

namespace Pingap.Cli.Conversion.Result;

/// <summary>One of our locations.</summary>
/// <param name="Origin">What it comes from: a <c>location</c>, or a <c>server</c> for what none of its locations takes.</param>
/// <param name="PathKind">How the path compares.</param>
/// <param name="Path">The path or expression.</param>
/// <param name="Hosts">Hosts in our spelling; empty is every host.</param>
/// <param name="Priority">The higher is tried first.</param>
/// <param name="Content">What becomes of its requests.</param>
internal sealed record ConvertedLocation(
    NginxDirective Origin, PathPatternKind PathKind, string Path, IReadOnlyList<string> Hosts, int Priority, LocationContent Content);
