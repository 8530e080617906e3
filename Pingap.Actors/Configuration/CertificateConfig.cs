namespace Pingap.Actors.Configuration;

/// <summary>One entry of <c>[certificates]</c>, already read: changed files are a changed record.</summary>
/// <param name="Name">The name in logs.</param>
/// <param name="Domains">Lower-case host names it serves, <c>*.parent</c> included; from the certificate's SANs when not given.</param>
/// <param name="ChainPem">Leaf first, then intermediates, as PEM text.</param>
/// <param name="KeyPem">The leaf's private key, as PEM text.</param>
/// <param name="IsDefault">Whether it serves names that no other certificate has.</param>
public sealed record CertificateConfig(CertificateName Name, ValueList<string> Domains, string ChainPem, Secret KeyPem, bool IsDefault)
{
    /// <summary>Whether it signs certificates for names as they are asked for (<c>is_ca</c>).</summary>
    public bool IsAuthority { get; init; }

    /// <summary>How it is issued and renewed.</summary>
    public AcmeConfig Acme { get; init; } = AcmeConfig.None;

    /// <summary>Days before its end at which it is renewed, or its end is warned of; <c>null</c> for the program's own choice (<c>buffer_days</c>).</summary>
    public int? BufferDays { get; init; }

    /// <summary>A note for people, or <c>null</c>.</summary>
    public string? Remark { get; init; }
}
