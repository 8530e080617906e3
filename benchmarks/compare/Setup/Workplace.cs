using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Pingap.Compare.Setup;

/// <summary>The folder of a run: certificate, bodies, and whatever the proxies write. Goes when the run is over.</summary>
internal sealed class Workplace : IDisposable
{
    /// <summary>Bytes of the body that most scenarios ask for.</summary>
    public const int SmallBody = 100;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("pingap-compare-");

    /// <summary>Makes one.</summary>
    public Workplace()
    {
        // nginx's workers are another user where the run is root's, and have to read the bodies.
        File.SetUnixFileMode(_folder.FullName, (UnixFileMode)0b111_101_101);
        MakeCertificate();
        var bodies = _folder.CreateSubdirectory("bodies");
        foreach (var (name, size) in new[] { ("1k", 1 << 10), ("64k", 1 << 16), ("1m", 1 << 20) })
        {
            File.WriteAllBytes(Path.Combine(bodies.FullName, name), [.. Enumerable.Repeat((byte)'x', size)]);
        }
    }

    /// <summary>Its path.</summary>
    public string Root => _folder.FullName;

    /// <summary>The certificate, for <c>localhost</c> and <c>127.0.0.1</c>; PEM, ECDSA on P-256.</summary>
    public string Certificate => Path.Combine(Root, "certificate.pem");

    /// <summary>Its key; PEM.</summary>
    public string Key => Path.Combine(Root, "key.pem");

    /// <summary>Both in one file.</summary>
    public string CertificateAndKey => Path.Combine(Root, "both.pem");

    /// <summary>A new folder in it.</summary>
    public DirectoryInfo Folder(string name) => _folder.CreateSubdirectory(name);

    /// <inheritdoc/>
    public void Dispose() => _folder.Delete(recursive: true);

    private void MakeCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(30));
        var (shown, hidden) = ($"{certificate.ExportCertificatePem()}\n", $"{key.ExportPkcs8PrivateKeyPem()}\n");
        File.WriteAllText(Certificate, shown);
        File.WriteAllText(Key, hidden);
        File.WriteAllText(CertificateAndKey, shown + hidden);
    }
}
