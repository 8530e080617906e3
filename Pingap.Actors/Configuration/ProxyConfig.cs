using System.Collections.Frozen;

namespace Pingap.Actors.Configuration;

/// <summary>A whole, valid configuration: every name it refers to exists, every value is in range.</summary>
/// <param name="Basic">Settings of the whole proxy.</param>
/// <param name="Servers">By name.</param>
/// <param name="Locations">By name.</param>
/// <param name="Upstreams">By name.</param>
/// <param name="Certificates">By name.</param>
public sealed record ProxyConfig(
    BasicConfig Basic,
    FrozenDictionary<ServerName, ServerConfig> Servers,
    FrozenDictionary<LocationName, LocationConfig> Locations,
    FrozenDictionary<UpstreamName, UpstreamConfig> Upstreams,
    FrozenDictionary<CertificateName, CertificateConfig> Certificates)
{
    /// <summary>By name; without those that always exist.</summary>
    public FrozenDictionary<PluginName, PluginConfig> Plugins { get; init; } = FrozenDictionary<PluginName, PluginConfig>.Empty;

    /// <summary>By name.</summary>
    public FrozenDictionary<StorageName, StorageConfig> Storages { get; init; } = FrozenDictionary<StorageName, StorageConfig>.Empty;
}
