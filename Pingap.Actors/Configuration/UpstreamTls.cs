namespace Pingap.Actors.Configuration;

/// <summary>TLS towards the backends of an upstream.</summary>
/// <param name="ServerName">The name sent as SNI and checked against the certificate (<c>sni</c>).</param>
/// <param name="VerifyCertificate">Whether the chain and the name are verified (<c>verify_cert</c>).</param>
public sealed record UpstreamTls(string ServerName, bool VerifyCertificate);
