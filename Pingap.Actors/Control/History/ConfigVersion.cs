using Pingap.Actors.Configuration;

namespace Pingap.Actors.Control.History;

/// <summary>A configuration that was in force, as it was written.</summary>
/// <param name="Number">From 1, one more each time; goes on counting when the proxy is started again.</param>
/// <param name="At">When it came into force.</param>
/// <param name="Origin">Why, from where and by whom.</param>
/// <param name="Changes">What it changed, as <c>+upstreams.b ~locations.a</c>.</param>
/// <param name="Documents">Its texts. Environment variables stand in them by name; files that they name are not kept.</param>
public sealed record ConfigVersion(long Number, DateTimeOffset At, VersionOrigin Origin, string Changes, ValueList<ConfigDocument> Documents);
