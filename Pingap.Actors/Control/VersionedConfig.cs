using System.Collections.Frozen;
using Pingap.Actors.Configuration;
using Pingap.Actors.Upstreams;

namespace Pingap.Actors.Control;

/// <summary>A valid configuration with the groups of its upstreams: being applied, or applied.</summary>
/// <param name="Version">1 for the first, then one more each time.</param>
/// <param name="Config">What is to run.</param>
/// <param name="Places">Where each key was written, for problems found while preparing.</param>
/// <param name="Upstreams">The group of every upstream in <paramref name="Config"/>; running, whether kept or new.</param>
public sealed record VersionedConfig(
    long Version,
    ProxyConfig Config,
    IReadOnlyDictionary<string, SourcePlace> Places,
    FrozenDictionary<UpstreamName, UpstreamHandle> Upstreams);
