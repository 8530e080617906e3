using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Pingap.Cli.Tests.Conversion;

/// <summary>A certificate and its key in one text, for whatever file a configuration names.</summary>
internal static class TestPem
{
    private static readonly Lazy<string> Made = new(Make);

    public static string Value => Made.Value;

    private static string Make()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest("CN=test.example", key, HashAlgorithmName.SHA256)
            .CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(200));
        return $"{certificate.ExportCertificatePem()}\n{key.ExportPkcs8PrivateKeyPem()}\n";
    }
}
