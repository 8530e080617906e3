using Pingap.Cli.Conversion.Syntax;

namespace Pingap.Cli.Conversion.Result;

/// <summary>One of our certificates.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Origin">The directive that names it.</param>
/// <param name="CertificateFile">The chain.</param>
/// <param name="KeyFile">Its key.</param>
/// <param name="Domains">The names it serves; empty for those in the certificate.</param>
/// <param name="IsDefault">Whether it serves names that no other certificate has.</param>
internal sealed record ConvertedCertificate(
    string Name, NginxDirective Origin, string CertificateFile, string KeyFile, IReadOnlyList<string> Domains, bool IsDefault);
