namespace Pingap.Actors.Configuration.Schema;

/// <summary>The keys of <c>[certificates.NAME]</c>.</summary>
internal static class CertificateKeys
{
    public static readonly KeyDefinition Domains = new("domains", KeyKind.Text,
        "Names it serves, separated by commas; those of the certificate when not given.") { Dialect = KeyDialect.Pingap, Example = "\"example.com,*.example.com\"" };

    public static readonly KeyDefinition TlsCert = new("tls_cert", KeyKind.Text,
        "The certificate and its chain: a file beside this one, PEM text, or PEM in base64.")
    { IsRequired = true, Dialect = KeyDialect.Pingap, Example = "\"tls/cert.pem\"" };

    public static readonly KeyDefinition TlsKey = new("tls_key", KeyKind.Text, "The private key: a file beside this one, PEM text, or PEM in base64.")
    { IsRequired = true, Dialect = KeyDialect.Pingap, Example = "\"tls/key.pem\"", IsSecret = true };

    public static readonly KeyDefinition IsDefault = new("is_default", KeyKind.Boolean, "Whether it serves names that no other certificate has.")
    { Default = "false", Dialect = KeyDialect.Pingap };

    public static readonly KeyDefinition Remark = new("remark", KeyKind.Text, "A note for people; the proxy ignores it.") { Dialect = KeyDialect.Pingap };

    public static readonly SectionDefinition Section = new("certificates", "Certificates of the servers that speak TLS.", HasEntries: true,
    [
        Domains, TlsCert, TlsKey, IsDefault, Remark,
        KeyDefinition.NotYet("is_ca", "Whether it signs certificates for names as they are asked for.") with { Availability = KeyAvailability.LaterRefused },
        KeyDefinition.NotYet("acme", "Authority that issues and renews it."),
        KeyDefinition.NotYet("dns_challenge", "Whether control of the names is proved by DNS."),
        KeyDefinition.NotYet("dns_provider", "Who serves the names' DNS."),
        KeyDefinition.NotYet("dns_service_url", "Where, and with which credentials, the DNS provider is reached."),
        KeyDefinition.NotYet("buffer_days", "Days before its end at which it is renewed."),
    ]);
}
