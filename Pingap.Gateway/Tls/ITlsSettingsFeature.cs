using Pingap.Actors.Configuration;

namespace Pingap.Gateway.Tls;

/// <summary>A feature of every client connection: what its listener wants of TLS.</summary>
public interface ITlsSettingsFeature
{
    /// <summary>Versions spoken, or <c>null</c> on a cleartext listener.</summary>
    ListenerTls? Tls { get; }

    /// <summary>Whether ALPN offers HTTP/2 beside HTTP/1.1.</summary>
    bool Http2 { get; }
}
