namespace Pingap.Actors.Configuration;

/// <summary>One entry of <c>[servers]</c>: addresses that listen, and the locations they serve.</summary>
/// <param name="Name">The name in logs.</param>
/// <param name="Addresses">At least one.</param>
/// <param name="Locations">In the order of the file, which decides between locations of equal priority.</param>
/// <param name="Tls">TLS settings, or <c>null</c> for cleartext (<c>global_certificates</c>).</param>
/// <param name="Http2">Whether HTTP/2 is spoken beside HTTP/1.1: by ALPN over TLS, by prior knowledge in cleartext (<c>enabled_h2</c>).</param>
public sealed record ServerConfig(
    ServerName Name,
    ValueList<ListenAddress> Addresses,
    ValueList<LocationName> Locations,
    ListenerTls? Tls,
    bool Http2);
