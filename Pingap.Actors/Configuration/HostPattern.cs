namespace Pingap.Actors.Configuration;

/// <summary>One alternative of a location's <c>host</c>.</summary>
/// <param name="Kind">How it compares.</param>
/// <param name="Text">Exact: the lower-case name. Suffix: <c>.example.com</c>, lower case. Regex: the expression without its marker.</param>
public sealed record HostPattern(HostPatternKind Kind, string Text);
