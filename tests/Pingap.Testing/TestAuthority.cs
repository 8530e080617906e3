using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Pingap.Actors.Configuration;

namespace Pingap.Testing;

/// <summary>A certificate authority of one test: a root, an intermediate, and leaves as a configuration would hold them.</summary>
public sealed class TestAuthority : IDisposable
{
    private static readonly DateTimeOffset From = DateTimeOffset.UtcNow.AddDays(-1);
    private static readonly DateTimeOffset To = DateTimeOffset.UtcNow.AddDays(30);

    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly X509Certificate2 _intermediate;

    /// <summary>Makes a root and an intermediate.</summary>
    public TestAuthority()
    {
        using var rootKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var root = AuthorityRequest("CN=Test root", rootKey);
        Root = root.CreateSelfSigned(From, To);
        using var issued = AuthorityRequest("CN=Test intermediate", _key).Create(Root, From, To, RandomNumberGenerator.GetBytes(8));
        _intermediate = issued.CopyWithPrivateKey(_key);
    }

    /// <summary>What clients trust.</summary>
    public X509Certificate2 Root { get; }

    /// <summary>A new certificate for <paramref name="domains"/>, with the intermediate in its chain.</summary>
    public CertificateConfig Issue(string name, ValueList<string> domains, bool isDefault = false)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        foreach (var domain in domains) names.AddDnsName(domain);
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var leaf = request.Create(_intermediate, From, To, RandomNumberGenerator.GetBytes(8));
        var chain = $"{leaf.ExportCertificatePem()}\n{_intermediate.ExportCertificatePem()}\n";
        return new(new CertificateName(name), domains, chain, new Secret(key.ExportPkcs8PrivateKeyPem()), isDefault);
    }

    /// <summary>A chain policy that trusts <see cref="Root"/> only.</summary>
    public X509ChainPolicy Trust() => new()
    {
        TrustMode = X509ChainTrustMode.CustomRootTrust,
        CustomTrustStore = { Root },
        RevocationMode = X509RevocationMode.NoCheck,
        DisableCertificateDownloads = true,
    };

    /// <inheritdoc/>
    public void Dispose()
    {
        Root.Dispose();
        _intermediate.Dispose();
        _key.Dispose();
    }

    private static CertificateRequest AuthorityRequest(string name, ECDsa key) => new(name, key, HashAlgorithmName.SHA256)
    {
        CertificateExtensions =
        {
            new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true),
            new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, critical: true),
        },
    };
}
