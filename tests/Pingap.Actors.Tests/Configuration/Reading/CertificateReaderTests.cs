using System.Text;
using Pingap.Actors.Configuration;
using Pingap.Actors.Configuration.Reading;

namespace Pingap.Actors.Tests.Configuration.Reading;

public class CertificateReaderTests
{
    private static readonly (string Chain, string Key) Good = ReadingOf.Certificate();

    [Fact]
    public void A_certificate_may_be_PEM_text() => Assert.Equal(Good.Chain, Certificate(Good.Chain, Good.Key).ChainPem);

    [Fact]
    public void A_certificate_may_be_base64_of_PEM() =>
        Assert.Equal(Good.Key, Certificate(Convert.ToBase64String(Encoding.ASCII.GetBytes(Good.Chain)), Convert.ToBase64String(Encoding.ASCII.GetBytes(Good.Key))).KeyPem.Value);

    [Fact]
    public void Files_are_looked_for_beside_the_configuration()
    {
        var world = ReadingOf.World(files: new() { ["conf/tls/c.pem"] = Good.Chain, ["/keys/k.pem"] = Good.Key });
        var reading = ConfigReader.Read([new ConfigDocument("conf/p.toml", Toml("tls/c.pem", "/keys/k.pem"))], world);
        Assert.Equal(Good.Chain, ReadingOf.Valid(reading).Certificates[new("c")].ChainPem);
    }

    [Fact]
    public void Domains_that_are_given_win_over_those_of_the_certificate() =>
        Assert.Equal(["a.test", "*.b.test"], Certificate(Good.Chain, Good.Key, "domains = \"A.test, *.b.test\"\nis_default = true").Domains);

    [Fact]
    public void TLS_brings_HTTP_2()
    {
        var config = ReadingOf.Valid(ReadingOf.Text(Toml(Good.Chain, Good.Key)));
        Assert.True(config.Servers[new("s")].Http2);
    }

    [Fact]
    public void A_key_of_another_certificate_is_refused_without_showing_it()
    {
        var lines = Problems(Toml(Good.Chain, ReadingOf.Certificate().Key));
        Assert.Equal(["p.toml:3:11: error: certificates.c.tls_key: is not the private key of the certificate in tls_cert, or cannot be parsed"], lines);
    }

    [Fact]
    public void A_certificate_that_expired_is_a_warning()
    {
        var (chain, key) = ReadingOf.Certificate("2025-01-01", "2025-02-01");
        Assert.Equal(["p.toml:2:1: warning: certificates.c.tls_cert: the certificate expired on 2025-02-01; renew it"], Problems(Toml(chain, key)));
    }

    [Fact]
    public void A_certificate_from_the_future_is_a_warning()
    {
        var (chain, key) = ReadingOf.Certificate("2027-01-01", "2027-02-01");
        Assert.Equal(["p.toml:2:1: warning: certificates.c.tls_cert: the certificate is not valid before 2027-01-01"], Problems(Toml(chain, key)));
    }

    [Fact]
    public void A_missing_file_is_named_for_the_certificate_but_not_for_the_key() => Assert.Equal(
        [
            "p.toml:2:12: error: certificates.c.tls_cert: 'no.pem' is neither PEM nor a file beside the configuration; write the path of a PEM file",
            "p.toml:3:11: error: certificates.c.tls_key: the text is neither PEM nor a file beside the configuration; write the path of a PEM file",
        ],
        Problems(Toml("no.pem", "c2VjcmV0")));

    [Fact]
    public void Text_that_is_no_certificate_is_refused() => Assert.Equal(
        ["p.toml:2:12: error: certificates.c.tls_cert: holds no certificate; write the chain as PEM, leaf first"], Problems(Toml(Good.Key, Good.Key)));

    [Fact]
    public void A_broken_certificate_is_refused() => Assert.Equal(
        ["p.toml:2:12: error: certificates.c.tls_cert: holds a certificate that cannot be parsed; write the chain as PEM, leaf first"],
        Problems(Toml("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", Good.Key)));

    [Fact]
    public void An_encrypted_key_is_refused() => Assert.Equal(
        ["p.toml:3:11: error: certificates.c.tls_key: the key is encrypted; write it without a passphrase"],
        Problems(Toml(Good.Chain, Good.Key.Replace("BEGIN PRIVATE", "BEGIN ENCRYPTED PRIVATE", StringComparison.Ordinal))));

    [Fact]
    public void ACME_does_not_come_yet() => Assert.Equal(
        [
            "p.toml:1:15: error: certificates.c: tls_cert is missing; add tls_cert = \"tls/cert.pem\"",
            "p.toml:1:15: error: certificates.c: tls_key is missing; add tls_key = \"tls/key.pem\"",
            "p.toml:2:1: warning: certificates.c.acme: is understood but not acted on yet",
        ],
        Problems("[certificates.c]\nacme = \"lets_encrypt\"\n[servers.s]\naddr = \":0\""));

    private static CertificateConfig Certificate(string chain, string key, string more = "") =>
        ReadingOf.Valid(ReadingOf.Text(Toml(chain, key, more))).Certificates[new("c")];

    private static IEnumerable<string> Problems(string toml) => ReadingOf.Text(toml).Problems.Select(problem => problem.ToString());

    private static string Toml(string chain, string key, string more = "") =>
        $"[certificates.c]\ntls_cert = \"{Escape(chain)}\"\ntls_key = \"{Escape(key)}\"\n{more}\n[servers.s]\naddr = \":0\"\nglobal_certificates = true";

    private static string Escape(string text) => text.Replace("\n", "\\n", StringComparison.Ordinal);
}
