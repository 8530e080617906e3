namespace Pingap.Actors.Control.Sources.Etcd;

/// <summary>How to speak to etcd over TLS; the files are PEM, and read anew for every connection.</summary>
/// <param name="AuthorityFile">Whom to trust, or <c>null</c> for those the system trusts.</param>
/// <param name="CertificateFile">The certificate to show, with its chain, or <c>null</c> for none.</param>
/// <param name="KeyFile">Its key; <c>null</c> when there is no certificate.</param>
public sealed record EtcdTls(string? AuthorityFile, string? CertificateFile, string? KeyFile);
