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

    /// <summary>A certificate with its key.</summary>
    /// <exception cref="IOException">There is no such file, or nothing of the kind in it.</exception>
    public static X509Certificate2 Certificate(string certificateFile, string keyFile)
    {
        X509Certificate2? certificate = null;
        Read($"{certificateFile} with {keyFile}", () => certificate = X509Certificate2.CreateFromPemFile(certificateFile, keyFile));
        return certificate!;
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
