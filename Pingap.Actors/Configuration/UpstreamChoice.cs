namespace Pingap.Actors.Configuration;

/// <summary>Where a location sends its requests: a named upstream, or one whose name is captured from the request.</summary>
/// <param name="Name">The upstream, or <c>null</c>.</param>
/// <param name="Capture">The named capture that holds the upstream's name (<c>upstream = "$name"</c>), or <c>null</c>.</param>
public sealed record UpstreamChoice(UpstreamName? Name, string? Capture);
