using Pingap.Actors.Configuration;

namespace Pingap.Actors.Upstreams;

/// <summary>An upstream as one version of the configuration has it.</summary>
/// <param name="Number">The version.</param>
/// <param name="Config">The upstream in it.</param>
public sealed record UpstreamVersion(long Number, UpstreamConfig Config);
