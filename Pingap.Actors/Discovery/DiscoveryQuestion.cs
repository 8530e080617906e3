using Pingap.Actors.Configuration;

namespace Pingap.Actors.Discovery;

/// <summary>All that what is found depends on: while it is equal, what was found is kept, whatever else of the upstream changes.</summary>
/// <param name="How">How the backends are found.</param>
/// <param name="Configured">The backends that are written, names among them.</param>
public sealed record DiscoveryQuestion(DiscoveryConfig How, ValueList<BackendConfig> Configured)
{
    /// <summary>What an upstream asks, or <c>null</c> when its backends are those that are written.</summary>
    public static DiscoveryQuestion? Of(UpstreamConfig upstream) =>
        upstream.Discovery.Kind is DiscoveryKind.Static or DiscoveryKind.Transparent ? null : new DiscoveryQuestion(upstream.Discovery, upstream.Backends);
}
