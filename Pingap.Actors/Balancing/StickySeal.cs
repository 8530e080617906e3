using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Pingap.Actors.Configuration;

namespace Pingap.Actors.Balancing;

/// <summary>
/// Turns a backend's hash and an end of validity into a text for a cookie, and back: nobody without the secret can make one, change one, or
/// learn an address from one, and every proxy with the same secret reads it.
/// </summary>
/// <remarks>
/// A synthetic initialisation vector, as in Rogaway and Shrimpton, "Deterministic authenticated-encryption", 2006, with HMAC-SHA256 for both
/// functions: tag = first half of HMAC(key 1, content), text = tag and content XOR first half of HMAC(key 2, tag), in base64url. The name of
/// the upstream is in the keys, so that the cookie of one is good for no other.
/// </remarks>
public sealed class StickySeal
{
    /// <summary>The characters of a text.</summary>
    public const int Length = 43;

    private const int Half = 16;
    private readonly byte[] _tagKey;
    private readonly byte[] _maskKey;

    /// <summary>The seal of one upstream.</summary>
    public StickySeal(ReadOnlySpan<byte> secret, UpstreamName upstream)
    {
        _tagKey = HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes($"pingap sticky tag\0{upstream.Value}"));
        _maskKey = HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes($"pingap sticky mask\0{upstream.Value}"));
    }

    /// <summary>Seals a backend.</summary>
    /// <param name="backend">The hash of its address.</param>
    /// <param name="until">When the text is good no more, to the second; <c>null</c> for never.</param>
    public string Seal(ulong backend, DateTimeOffset? until)
    {
        Span<byte> sealedBytes = stackalloc byte[2 * Half];
        var content = sealedBytes[Half..];
        BinaryPrimitives.WriteUInt64BigEndian(content, backend);
        BinaryPrimitives.WriteInt64BigEndian(content[sizeof(ulong)..], until?.ToUnixTimeSeconds() ?? 0);
        Tag(content, sealedBytes[..Half]);
        Mask(content, sealedBytes[..Half]);
        return Base64Url.EncodeToString(sealedBytes);
    }

    /// <summary>Reads what was sealed.</summary>
    /// <param name="text">The text.</param>
    /// <param name="now">The time.</param>
    /// <param name="backend">The hash of the backend's address.</param>
    /// <param name="until">When it is good no more, or <c>null</c> for never.</param>
    /// <returns>Whether it was sealed with this secret for this upstream, and is still good.</returns>
    public bool TryOpen(ReadOnlySpan<char> text, DateTimeOffset now, out ulong backend, out DateTimeOffset? until)
    {
        (backend, until) = (0, null);
        Span<byte> sealedBytes = stackalloc byte[2 * Half];
        if (text.Length != Length || !Base64Url.IsValid(text, out var length) || length != sealedBytes.Length) return false;
        Base64Url.DecodeFromChars(text, sealedBytes);
        var content = sealedBytes[Half..];
        Span<byte> tag = stackalloc byte[Half];
        Mask(content, sealedBytes[..Half]);
        Tag(content, tag);
        if (!CryptographicOperations.FixedTimeEquals(tag, sealedBytes[..Half])) return false;
        var end = BinaryPrimitives.ReadInt64BigEndian(content[sizeof(ulong)..]);
        if (end != 0 && end <= now.ToUnixTimeSeconds()) return false;
        backend = BinaryPrimitives.ReadUInt64BigEndian(content);
        until = end == 0 ? null : DateTimeOffset.FromUnixTimeSeconds(end);
        return true;
    }

    private void Tag(ReadOnlySpan<byte> content, Span<byte> tag)
    {
        Span<byte> whole = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(_tagKey, content, whole);
        whole[..Half].CopyTo(tag);
    }

    private void Mask(Span<byte> content, ReadOnlySpan<byte> tag)
    {
        Span<byte> mask = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(_maskKey, tag, mask);
        for (var i = 0; i < Half; i++) content[i] ^= mask[i];
    }
}
