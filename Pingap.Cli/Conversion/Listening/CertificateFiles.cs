using Pingap.Cli.Conversion.Findings;
using Pingap.Cli.Conversion.Result;

namespace Pingap.Cli.Conversion.Listening;

/// <summary>Collects the certificates of the servers that speak TLS.</summary>
internal sealed class CertificateFiles
{
    private const string CertificateKey = "ssl_certificate_key";
    private readonly Func<string, string> _path;
    private readonly FindingList _findings;
    private readonly EntityNames _names = new();
    private readonly List<ConvertedCertificate> _all = [];
    private readonly Dictionary<string, ConvertedCertificate> _byDomain = new(StringComparer.Ordinal);

    private CertificateFiles(Func<string, string> path, FindingList findings) => (_path, _findings) = (path, findings);

    /// <summary>The certificates of all groups.</summary>
    /// <param name="groups">The groups.</param>
    /// <param name="path">How a file of nginx's is called from where our configuration will be.</param>
    /// <param name="findings">Receives what cannot be had.</param>
    public static IReadOnlyList<ConvertedCertificate> Of(IReadOnlyList<ListenerGroup> groups, Func<string, string> path, FindingList findings)
    {
        var files = new CertificateFiles(path, findings);
        foreach (var group in groups.Where(group => group.IsTls))
            foreach (var server in group.Servers) files.Add(server, group.Default == server);
        return files._all;
    }

    /// <summary>Whether a server has a certificate that can be had.</summary>
    public static bool Has(NginxServer server) =>
        server.Scope.Find("ssl_certificate") is { } certificate && server.Scope.Find(CertificateKey) is { } key && IsFile(certificate.First) && IsFile(key.First);

    private void Add(NginxServer server, bool isDefault)
    {
        var certificates = server.Scope.FindAll("ssl_certificate");
        var keys = server.Scope.FindAll(CertificateKey);
        if (certificates.Count == 0 || keys.Count == 0) return;
        if (!IsFile(certificates[0].First) || !IsFile(keys[0].First))
        {
            _findings.NotConverted(certificates[0], "certificates chosen by variables, or kept in a token, are not available; name files");
            return;
        }

        foreach (var other in certificates.Skip(1)) _findings.NotConverted(other, "a second certificate for the same names is not available; the first is used");
        var domains = server.Names
            .Where(name => name.Kind is ServerNameKind.Exact or ServerNameKind.LeadingWildcard && name.Text.Length > 0 && !name.IsNumber)
            .Select(name => name.Host)
            .ToList();
        if (isDefault && _all.Exists(other => other.IsDefault && !IsSame(other, certificates[0].First, keys[0].First)))
        {
            _findings.Note(certificates[0], "another address has another certificate for unknown names; here one is for all addresses, the first");
            isDefault = false;
        }

        var at = _all.FindIndex(other => IsSame(other, certificates[0].First, keys[0].First));
        if (at < 0)
        {
            at = _all.Count;
            _all.Add(new ConvertedCertificate(_names.Take(server.Label), certificates[0], _path(certificates[0].First), _path(keys[0].First), [], false));
        }

        // A certificate that is only for unknown names keeps its own.
        foreach (var domain in domains)
            if (_byDomain.TryAdd(domain, _all[at])) _all[at] = _all[at] with { Domains = [.. _all[at].Domains, domain] };
            else if (!IsSame(_byDomain[domain], certificates[0].First, keys[0].First))
                _findings.Note(certificates[0], $"{domain} has another certificate on another address; here it has one, the first");
        _all[at] = _all[at] with { IsDefault = _all[at].IsDefault || isDefault };
    }

    private bool IsSame(ConvertedCertificate other, string certificate, string key) => other.CertificateFile == _path(certificate) && other.KeyFile == _path(key);

    private static bool IsFile(string path) =>
        !path.Contains('$', StringComparison.Ordinal) && !path.StartsWith("data:", StringComparison.Ordinal) && !path.StartsWith("engine:", StringComparison.Ordinal)
        && !path.StartsWith("store:", StringComparison.Ordinal);
}
