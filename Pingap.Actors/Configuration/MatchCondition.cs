namespace Pingap.Actors.Configuration;

/// <summary>One entry of <c>match_headers</c>, <c>match_query</c> or <c>match_cookies</c>; all of a location must hold.</summary>
/// <param name="Source">Which part of the request it looks at.</param>
/// <param name="Name">Field, parameter or cookie name.</param>
/// <param name="Value">The value it must have, or <c>null</c> if being there is enough.</param>
public sealed record MatchCondition(ConditionSource Source, string Name, string? Value);
