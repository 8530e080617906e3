namespace Pingap.Actors.Configuration;

/// <summary>TLS towards the backends of an upstream.</summary>
/// <param name="ServerName">The name sent as SNI and checked against the certificate (<c>sni</c>).</param>
/// <param name="VerifyCertificate">Whether the chain and the name are verified (<c>verify_cert</c>).</param>
public sealed record UpstreamTls(string ServerName, bool VerifyCertificate)
{
    /// <summary>A <see cref="ServerName"/> that stands for the host the request names, with <see cref="DiscoveryKind.Transparent"/>.</summary>
    public const string HostOfRequest = "$host";

    /// <summary>The name for a connection.</summary>
    /// <param name="host">The host that is dialed.</param>
    public string NameFor(string host) => ServerName == HostOfRequest ? host : ServerName;
}
