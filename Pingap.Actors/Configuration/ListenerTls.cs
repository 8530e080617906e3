namespace Pingap.Actors.Configuration;

/// <summary>TLS of a server's listeners; the certificates are those of <c>[certificates]</c>, chosen by SNI.</summary>
/// <param name="Minimum">Oldest version spoken (<c>tls_min_version</c>).</param>
/// <param name="Maximum">Newest version spoken (<c>tls_max_version</c>).</param>
public sealed record ListenerTls(TlsVersion Minimum, TlsVersion Maximum);
