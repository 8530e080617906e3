using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Pingap.Actors.Configuration.Schema;
using Pingap.Actors.Configuration.Values;

namespace Pingap.Actors.Configuration.Reading;

/// <summary>Reads <c>[certificates]</c>: finds the texts, and checks that they are a certificate and its key.</summary>
internal sealed class CertificateReader(ReadingContext context)
{
    /// <summary>Reads one certificate.</summary>
    public CertificateConfig Read(SectionEntry entry)
    {
        var table = new TableReader(context, CertificateKeys.Section, entry);
        var domains = Domains(table);
        var pem = new PemText(context.Environment.ReadFile);
        var chainPem = Pem(table, CertificateKeys.TlsCert, pem, mayShow: true);
        var keyPem = Pem(table, CertificateKeys.TlsKey, pem, mayShow: false);
        if (chainPem is not null && Leaf(table, chainPem) is { } leaf)
        {
            using (leaf)
            {
                CheckDates(table, leaf);
                if (keyPem is not null) CheckKey(table, chainPem, keyPem);
                domains ??= NamesOf(leaf);
            }
        }

        return new CertificateConfig(
            new CertificateName(entry.Name),
            domains ?? [],
            chainPem ?? "",
            new Secret(keyPem ?? ""),
            table.Flag(CertificateKeys.IsDefault) ?? false)
        {
            IsAuthority = table.Flag(CertificateKeys.IsCa) ?? false,
            Acme = AcmeReader.Read(context, table),
            BufferDays = table.Integer(CertificateKeys.BufferDays),
            Remark = new FormReader(context, table).Text(CertificateKeys.Remark),
        };
    }

    private string? Pem(TableReader table, KeyDefinition key, PemText pem, bool mayShow)
    {
        if (table.Text(key) is not { } text) return null;
        if (pem.TryRead(text.Value, text.Place.File, out var found, out var wrong)) return found;
        context.Error(text, mayShow ? $"{text.Shown} {wrong}" : $"the text {wrong}");
        return null;
    }

    private ValueList<string>? Domains(TableReader table)
    {
        if (table.Text(CertificateKeys.Domains) is not { } text) return null;
        var domains = new List<string>();
        foreach (var item in CommaList.Split(text.Value.ToLowerInvariant()))
        {
            if (HostAndPort.IsHostName(item.StartsWith("*.", StringComparison.Ordinal) ? item[2..] : item)) domains.Add(item);
            else context.Error(text, $"{text.ShowPart(item)} is not a host name; write one such as example.com or *.example.com");
        }

        return domains.Count > 0 ? domains.ToValueList() : null;
    }

    private static X509Certificate2? Leaf(TableReader table, string chainPem)
    {
        var chain = new X509Certificate2Collection();
        try
        {
            chain.ImportFromPem(chainPem);
        }
        catch (CryptographicException)
        {
            table.Error(CertificateKeys.TlsCert, "holds a certificate that cannot be parsed; write the chain as PEM, leaf first");
            return null;
        }

        for (var i = 1; i < chain.Count; i++) chain[i].Dispose();
        if (chain.Count > 0) return chain[0];
        table.Error(CertificateKeys.TlsCert, "holds no certificate; write the chain as PEM, leaf first");
        return null;
    }

    private void CheckDates(TableReader table, X509Certificate2 leaf)
    {
        var now = context.Environment.Clock.GetUtcNow().UtcDateTime;
        string? finding = null;
        if (leaf.NotAfter.ToUniversalTime() < now) finding = $"the certificate expired on {Day(leaf.NotAfter)}; renew it";
        else if (leaf.NotBefore.ToUniversalTime() > now) finding = $"the certificate is not valid before {Day(leaf.NotBefore)}";
        if (finding is not null) context.Problems.Warning(table.Place(CertificateKeys.TlsCert), table.Path(CertificateKeys.TlsCert), finding);
    }

    private static string Day(DateTime time) => time.ToUniversalTime().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static void CheckKey(TableReader table, string chainPem, string keyPem)
    {
        if (keyPem.Contains("ENCRYPTED", StringComparison.Ordinal))
        {
            table.Error(CertificateKeys.TlsKey, "the key is encrypted; write it without a passphrase");
            return;
        }

        try
        {
            X509Certificate2.CreateFromPem(chainPem, keyPem).Dispose();
        }
        catch (Exception unfit) when (unfit is CryptographicException or ArgumentException)
        {
            table.Error(CertificateKeys.TlsKey, "is not the private key of the certificate in tls_cert, or cannot be parsed");
        }
    }

    private static ValueList<string> NamesOf(X509Certificate2 leaf)
    {
        var names = new List<string>();
        foreach (var extension in leaf.Extensions)
        {
            if (extension is X509SubjectAlternativeNameExtension alternatives)
                names.AddRange(alternatives.EnumerateDnsNames().Select(name => name.ToLowerInvariant()));
        }

        if (names.Count == 0 && leaf.GetNameInfo(X509NameType.DnsName, forIssuer: false) is { Length: > 0 } common) names.Add(common.ToLowerInvariant());
        return names.ToValueList();
    }
}
