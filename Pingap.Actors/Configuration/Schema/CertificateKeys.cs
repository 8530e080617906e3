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

    public static readonly KeyDefinition IsCa = KeyDefinition.NotYet("is_ca", KeyKind.Boolean,
        "Whether it is an authority that signs certificates for names as they are asked for.") with { Default = "false", Availability = KeyAvailability.LaterRefused };

    public static readonly KeyDefinition Acme = KeyDefinition.NotYet("acme", KeyKind.Text, "Authority that issues and renews it by ACME (RFC 8555): lets_encrypt.")
        with { Values = ["lets_encrypt"] };

    public static readonly KeyDefinition DnsChallenge = KeyDefinition.NotYet("dns_challenge", KeyKind.Boolean,
        "Whether control of the names is proved by DNS instead of HTTP (RFC 8555 §8.4).") with { Default = "false" };

    public static readonly KeyDefinition DnsProvider = KeyDefinition.NotYet("dns_provider", KeyKind.Text,
        "Who serves the names' DNS: ali (or aliyun), cf (or cloudflare), huawei, tencent, or manual.")
        with { Values = ["ali", "aliyun", "cf", "cloudflare", "huawei", "tencent", "manual"] };

    public static readonly KeyDefinition DnsServiceUrl = KeyDefinition.NotYet("dns_service_url", KeyKind.Text,
        "URL of the DNS provider, with the credentials in its query.") with { Example = "\"https://dns.example.com?token=TOKEN\"", IsSecret = true };

    public static readonly KeyDefinition BufferDays = KeyDefinition.NotYet("buffer_days", KeyKind.Number,
        "How long before its end it is renewed, or a warning given of one that ACME does not renew.")
        with { Minimum = 0, Maximum = ushort.MaxValue, Unit = "days", Example = "14" };

    public static readonly KeyDefinition Remark = new("remark", KeyKind.Text, "A note for people; the proxy ignores it.")
    { Dialect = KeyDialect.Pingap, Example = "\"renewed by hand\"" };

    public static readonly SectionDefinition Section = new("certificates", "Certificates of the servers that speak TLS.", HasEntries: true,
    [
        Domains, TlsCert, TlsKey, IsDefault, Remark, IsCa, Acme, DnsChallenge, DnsProvider, DnsServiceUrl, BufferDays,
    ]);
}
