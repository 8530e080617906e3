using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Pingap.Actors.Configuration;
using Pingap.Actors.Configuration.Reading;

namespace Pingap.Cli.Conversion;

/// <summary>Reads a converted configuration back, as the proxy will: an error in it is a defect of the conversion.</summary>
internal static class OwnReading
{
    /// <summary>The errors. Certificates are taken for good, for they may be on another machine.</summary>
    /// <param name="document">The converted configuration.</param>
    public static IReadOnlyList<ConfigProblem> Errors(ConfigDocument document)
    {
        var pem = new Lazy<string>(Pem);
        var reading = ConfigReader.Read([document], new ConfigEnvironment(_ => null, _ => pem.Value));
        return [.. reading.Problems.Where(problem => problem.Severity is ProblemSeverity.Error)];
    }

    private static string Pem()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var now = DateTimeOffset.UtcNow;
        using var certificate = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256).CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        return $"{certificate.ExportCertificatePem()}\n{key.ExportPkcs8PrivateKeyPem()}\n";
    }
}
