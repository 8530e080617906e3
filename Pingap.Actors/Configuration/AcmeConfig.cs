namespace Pingap.Actors.Configuration;

/// <summary>How a certificate is issued and renewed by ACME (RFC 8555).</summary>
/// <param name="Authority">Who issues it, or <c>null</c> when nobody does (<c>acme</c>).</param>
/// <param name="UsesDns">Whether control of the names is proved by DNS instead of HTTP (<c>dns_challenge</c>).</param>
/// <param name="DnsProvider">Who serves the names' DNS, or <c>null</c> (<c>dns_provider</c>).</param>
/// <param name="DnsServiceUrl">Where the provider is reached, with the credentials in its query, or <c>null</c> (<c>dns_service_url</c>).</param>
public sealed record AcmeConfig(AcmeAuthority? Authority, bool UsesDns, DnsProvider? DnsProvider, Secret? DnsServiceUrl)
{
    /// <summary>The certificate is renewed by hand.</summary>
    public static readonly AcmeConfig None = new(null, false, null, null);
}
