using System.Text;

namespace Pingap.Gateway.Listeners;

/// <summary>
/// Reads the octets of a request field before the server below makes something else of them: the one place where they can be seen. Decodes only; allocates nothing.
/// </summary>
internal abstract class FieldEncoding : Encoding
{
    /// <summary>How many characters the octets make.</summary>
    /// <exception cref="DecoderFallbackException">They are no value of the field: the answer is 400.</exception>
    protected abstract int LengthOf(ReadOnlySpan<byte> octets);

    /// <summary>Writes the characters.</summary>
    /// <param name="octets">What was received.</param>
    /// <param name="text">Has room for <see cref="LengthOf"/>.</param>
    /// <returns>How many were written.</returns>
    protected abstract int Decode(ReadOnlySpan<byte> octets, Span<char> text);

    /// <inheritdoc/>
    public sealed override int GetCharCount(ReadOnlySpan<byte> bytes) => LengthOf(bytes);

    /// <inheritdoc/>
    public sealed override int GetCharCount(byte[] bytes, int index, int count) => LengthOf(bytes.AsSpan(index, count));

    /// <inheritdoc/>
    public sealed override unsafe int GetCharCount(byte* bytes, int count) => LengthOf(new(bytes, count));

    /// <inheritdoc/>
    public sealed override int GetChars(ReadOnlySpan<byte> bytes, Span<char> chars) => Decode(bytes, chars);

    /// <inheritdoc/>
    public sealed override int GetChars(byte[] bytes, int byteIndex, int byteCount, char[] chars, int charIndex) =>
        Decode(bytes.AsSpan(byteIndex, byteCount), chars.AsSpan(charIndex));

    /// <inheritdoc/>
    public sealed override unsafe int GetChars(byte* bytes, int byteCount, char* chars, int charCount) =>
        Decode(new(bytes, byteCount), new(chars, charCount));

    /// <inheritdoc/>
    public sealed override int GetMaxCharCount(int byteCount) => byteCount + 32;

    /// <inheritdoc/>
    public sealed override int GetByteCount(char[] chars, int index, int count) => Latin1.GetByteCount(chars, index, count);

    /// <inheritdoc/>
    public sealed override int GetBytes(char[] chars, int charIndex, int charCount, byte[] bytes, int byteIndex) =>
        Latin1.GetBytes(chars, charIndex, charCount, bytes, byteIndex);

    /// <inheritdoc/>
    public sealed override int GetMaxByteCount(int charCount) => Latin1.GetMaxByteCount(charCount);
}
