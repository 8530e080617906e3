using System.Security.Cryptography;
using System.Text;
using Pingap.Actors.Configuration;

namespace Pingap.Actors.Control;

/// <summary>Tells whether a source says the same as before, also across restarts.</summary>
internal static class Fingerprint
{
    /// <summary>SHA-256 of the texts in their order, as hexadecimal digits; empty for no texts.</summary>
    public static string Of(ValueList<ConfigDocument> documents)
    {
        if (documents.Count == 0) return "";
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var document in documents)
        {
            var text = Encoding.UTF8.GetBytes(document.Text);
            hash.AppendData(BitConverter.GetBytes(text.Length));
            hash.AppendData(text);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
