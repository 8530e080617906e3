using System.Text;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Modes;
using Org.BouncyCastle.Crypto.Parameters;

namespace Pingap.Actors.Configuration.Reading;

/// <summary>
/// Texts encrypted as Pingap does it: AES-256-GCM-SIV (RFC 8452) under a fixed nonce, the key cut or filled with zeros to 32 bytes, all of it in
/// base64. .NET has no such cipher.
/// </summary>
internal static class EncryptedText
{
    private const int KeyLength = 32;
    private const int TagBits = 128;

    /// <summary>The text, or <c>null</c> if it was not encrypted with that key, or is broken.</summary>
    public static string? Decrypt(string encrypted, string key)
    {
        var bytes = new byte[encrypted.Length];
        if (!Convert.TryFromBase64String(encrypted.Trim(), bytes, out var length)) return null;
        var fullKey = new byte[KeyLength];
        var given = Encoding.UTF8.GetBytes(key);
        given.AsSpan(0, Math.Min(given.Length, KeyLength)).CopyTo(fullKey);
        var cipher = new GcmSivBlockCipher();
        cipher.Init(false, new AeadParameters(new KeyParameter(fullKey), TagBits, "pingap nonce"u8.ToArray()));
        try
        {
            cipher.ProcessBytes(bytes, 0, length, [], 0);
            var plain = new byte[cipher.GetOutputSize(0)];
            var written = cipher.DoFinal(plain, 0);
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(plain, 0, written);
        }
        catch (Exception broken) when (broken is CryptoException or DecoderFallbackException)
        {
            return null;
        }
    }
}
