using Pingap.Actors.Configuration;

namespace Pingap.Actors.Control.Sources.Etcd;

/// <summary>
/// Where a configuration stands in etcd: <c>etcd://h1:2379,h2:2379/prefix?user=&amp;password=&amp;timeout=&amp;connect_timeout=</c>,
/// or <c>etcds://</c> for TLS.
/// </summary>
/// <param name="Endpoints">At least one, none twice.</param>
/// <param name="Path">A key, or what the keys stand below: begins with a slash and ends with none.</param>
/// <param name="User">Who reads, or <c>null</c> when etcd does not ask.</param>
/// <param name="Tls">How to speak TLS, or <c>null</c> for cleartext.</param>
/// <param name="Timeout">How long one endpoint may take to answer.</param>
/// <param name="ConnectTimeout">How long a connection to one endpoint may take.</param>
public sealed record EtcdAddress(
    ValueList<EtcdEndpoint> Endpoints, string Path, EtcdUser? User, EtcdTls? Tls, TimeSpan Timeout, TimeSpan ConnectTimeout)
{
    /// <summary><see cref="Timeout"/> of an address that names none.</summary>
    public static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(5);

    /// <summary><see cref="ConnectTimeout"/> of an address that names none.</summary>
    public static readonly TimeSpan DefaultConnectTimeout = TimeSpan.FromSeconds(2);

    /// <summary>What people call it; holds no secret.</summary>
    public string Name => $"{(Tls is null ? "etcd" : "etcds")}://{string.Join(',', Endpoints)}{Path}";

    /// <summary>Whether the path is one key that holds everything, which is what one that ends in <c>.toml</c> means.</summary>
    public bool IsOneKey => Path.EndsWith(".toml", StringComparison.Ordinal);
}
