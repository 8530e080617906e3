namespace Pingap.Actors.Configuration;

/// <summary>One entry of <c>[certificates]</c>, already read: changed files are a changed record.</summary>
/// <param name="Name">The name in logs.</param>
/// <param name="Domains">Lower-case host names it serves, <c>*.parent</c> included; from the certificate's SANs when not given.</param>
/// <param name="ChainPem">Leaf first, then intermediates, as PEM text.</param>
/// <param name="KeyPem">The leaf's private key, as PEM text.</param>
/// <param name="IsDefault">Whether it serves names that no other certificate has.</param>
public sealed record CertificateConfig(CertificateName Name, ValueList<string> Domains, string ChainPem, Secret KeyPem, bool IsDefault);
