namespace Pingap.Gateway.Tls;

/// <summary>Where handshakes find the certificates: one reference, so that a swap is whole and holds from the next handshake on.</summary>
public sealed class CertificateStore
{
    private volatile CertificateTable _current = CertificateTable.Empty;

    /// <summary>The table in force.</summary>
    public CertificateTable Current
    {
        get => _current;
        set => _current = value;
    }
}
