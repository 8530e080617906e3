using System.Collections.Frozen;
using System.Globalization;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Pingap.Actors.Configuration;

namespace Pingap.Gateway.Tls;

/// <summary>Certificates by server name (SNI, RFC 6066 §3); immutable.</summary>
public sealed class CertificateTable
{
    private static readonly IdnMapping Idn = new();

    private readonly FrozenDictionary<CertificateConfig, SslStreamCertificateContext> _contexts;
    private readonly FrozenDictionary<string, SslStreamCertificateContext> _exact;
    private readonly FrozenDictionary<string, SslStreamCertificateContext>.AlternateLookup<ReadOnlySpan<char>> _byParent;
    private readonly SslStreamCertificateContext? _default;

    private CertificateTable(Dictionary<CertificateConfig, SslStreamCertificateContext> contexts)
    {
        var exact = new Dictionary<string, SslStreamCertificateContext>(StringComparer.OrdinalIgnoreCase);
        var byParent = new Dictionary<string, SslStreamCertificateContext>(StringComparer.OrdinalIgnoreCase);
        foreach (var (config, context) in contexts)
        {
            if (config.IsDefault) _default ??= context;
            foreach (var domain in config.Domains)
            {
                var (names, name) = domain.StartsWith("*.", StringComparison.Ordinal) ? (byParent, domain[2..]) : (exact, domain);
                names.TryAdd(name, context);
                // .NET hands over a client's `xn--` name in its Unicode spelling.
                if (name.Contains("xn--", StringComparison.OrdinalIgnoreCase)) names.TryAdd(Idn.GetUnicode(name), context);
            }
        }

        _contexts = contexts.ToFrozenDictionary();
        _exact = exact.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
        _byParent = byParent.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>The table without certificates: every handshake is refused.</summary>
    public static CertificateTable Empty { get; } = new([]);

    /// <summary>Builds the table of all certificates that can be used; the others are told in <paramref name="problems"/>.</summary>
    /// <param name="certificates">In the order of the configuration: of two that serve the same name, the first does.</param>
    /// <param name="previous">The table in force: certificates it shares are taken over, and with them the sessions clients may resume.</param>
    /// <param name="problems">Where to put what is wrong.</param>
    public static CertificateTable Build(
        IReadOnlyList<CertificateConfig> certificates, CertificateTable previous, ICollection<CertificateProblem> problems)
    {
        var contexts = new Dictionary<CertificateConfig, SslStreamCertificateContext>(certificates.Count);
        foreach (var config in certificates)
        {
            if (previous._contexts.TryGetValue(config, out var known))
            {
                contexts[config] = known;
                continue;
            }

            try
            {
                contexts[config] = Load(config);
            }
            catch (Exception e) when (e is CryptographicException or ArgumentException)
            {
                problems.Add(new(config.Name, e.Message));
            }
        }

        return new(contexts);
    }

    /// <summary>
    /// The certificate for a client's server name: the exact name, else <c>*.parent</c>, else the default. Without a name: the default, else
    /// the only one there is.
    /// </summary>
    /// <returns><c>null</c> when none serves the name: the handshake is to be refused.</returns>
    public SslStreamCertificateContext? Find(string? serverName)
    {
        if (string.IsNullOrEmpty(serverName))
            return _default ?? (_contexts.Count == 1 ? _contexts.Values[0] : null);
        if (_exact.TryGetValue(serverName, out var exact)) return exact;
        var dot = serverName.IndexOf('.', StringComparison.Ordinal);
        return dot > 0 && _byParent.TryGetValue(serverName.AsSpan(dot + 1), out var wildcard) ? wildcard : _default;
    }

    private static SslStreamCertificateContext Load(CertificateConfig config)
    {
        var leaf = X509Certificate2.CreateFromPem(config.ChainPem, config.KeyPem.Value);
        var chain = new X509Certificate2Collection();
        chain.ImportFromPem(config.ChainPem);
        chain.RemoveAt(0);
        // Offline: missing intermediates are the operator's to give, not to be fetched while clients wait.
        return SslStreamCertificateContext.Create(leaf, chain, offline: true);
    }
}
