using System.Collections.Frozen;
using Pingap.Actors.Configuration;
using Pingap.Gateway.Pipeline;

namespace Pingap.Gateway.Proxying;

/// <summary>The world as one request sees it, from its first byte to its last. Never changes.</summary>
/// <param name="Version">The version of the configuration it was made from.</param>
/// <param name="Trusted">Whose forwarding fields count.</param>
/// <param name="Servers">By name.</param>
/// <param name="Upstreams">By name.</param>
public sealed record ProxySnapshot(
    long Version,
    TrustedProxies Trusted,
    FrozenDictionary<ServerName, ServerView> Servers,
    FrozenDictionary<UpstreamName, UpstreamView> Upstreams)
{
    /// <summary>The world before the first configuration: no server, no upstream.</summary>
    public static readonly ProxySnapshot Empty = new(
        0, TrustedProxies.Nobody, FrozenDictionary<ServerName, ServerView>.Empty, FrozenDictionary<UpstreamName, UpstreamView>.Empty);

    /// <summary>Makes the snapshot of a valid configuration.</summary>
    /// <param name="version">Its version.</param>
    /// <param name="config">What the user wrote.</param>
    /// <param name="upstreams">The view of every upstream in it.</param>
    /// <param name="before">The world up to now: what has not changed is taken over, which is nearly all of it after most edits.</param>
    public static ProxySnapshot Of(
        long version, ProxyConfig config, FrozenDictionary<UpstreamName, UpstreamView> upstreams, ProxySnapshot? before = null) => new(
        version,
        TrustedProxies.Of(config.Basic),
        config.Servers.ToFrozenDictionary(
            server => server.Key, server => ServerView.Of(server.Value, config, upstreams, before?.Servers.GetValueOrDefault(server.Key))),
        upstreams);
}
