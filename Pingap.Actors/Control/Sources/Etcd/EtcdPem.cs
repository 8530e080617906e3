using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Pingap.Actors.Control.Sources.Etcd;

/// <summary>Reads the PEM files that a TLS connection to etcd wants.</summary>
internal static class EtcdPem
{
    /// <summary>The certificates of a file, at least one.</summary>
    /// <exception cref="IOException">There is no such file, or nothing of the kind in it.</exception>
    public static X509Certificate2Collection Authorities(string file)
    {
        var authorities = new X509Certificate2Collection();
        Read(file, () => authorities.ImportFromPemFile(file));
        return authorities.Count > 0 ? authorities : throw new IOException($"{file} holds no certificate in PEM");
    }

    /// <summary>The first certificate of a file, with its key, and whatever follows it: the chain to show with it.</summary>
    /// <exception cref="IOException">There is no such file, or nothing of the kind in it.</exception>
    public static SslStreamCertificateContext Certificate(string certificateFile, string keyFile)
    {
        SslStreamCertificateContext? context = null;
        Read($"{certificateFile} with {keyFile}", () =>
        {
            var chain = new X509Certificate2Collection();
            chain.ImportFromPemFile(certificateFile);
            context = SslStreamCertificateContext.Create(X509Certificate2.CreateFromPemFile(certificateFile, keyFile), chain, offline: true);
        });
        return context!;
    }

    private static void Read(string what, Action read)
    {
        try
        {
            read();
        }
        catch (Exception broken) when (broken is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new IOException($"{what} cannot be used: {broken.Message}", broken);
        }
    }
}
