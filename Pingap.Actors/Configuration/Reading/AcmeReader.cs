using Pingap.Actors.Configuration.Schema;
using Pingap.Actors.Configuration.Values;

namespace Pingap.Actors.Configuration.Reading;

/// <summary>Reads how a certificate is issued and renewed by ACME.</summary>
internal static class AcmeReader
{
    private static readonly Dictionary<string, AcmeAuthority> Authorities = new() { ["lets_encrypt"] = AcmeAuthority.LetsEncrypt };

    private static readonly Dictionary<string, DnsProvider> Providers = new()
    {
        ["ali"] = DnsProvider.Alibaba,
        ["aliyun"] = DnsProvider.Alibaba,
        ["cf"] = DnsProvider.Cloudflare,
        ["cloudflare"] = DnsProvider.Cloudflare,
        ["huawei"] = DnsProvider.Huawei,
        ["tencent"] = DnsProvider.Tencent,
        ["manual"] = DnsProvider.Manual,
    };

    /// <summary>The settings of one certificate.</summary>
    public static AcmeConfig Read(ReadingContext context, TableReader table)
    {
        var forms = new FormReader(context, table);
        return new AcmeConfig(
            forms.Choice(CertificateKeys.Acme, Authorities),
            table.Flag(CertificateKeys.DnsChallenge) ?? AcmeConfig.None.UsesDns,
            forms.Choice(CertificateKeys.DnsProvider, Providers),
            forms.Secret(CertificateKeys.DnsServiceUrl, AbsoluteUrl.TryParse));
    }
}
