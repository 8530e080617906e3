using System.Buffers;
using System.Text;

namespace Pingap.Gateway.Listeners;

/// <summary>
/// Lets digits through and nothing else (RFC 9110 §8.6: <c>1*DIGIT</c>). The server below parses the text as a number in a lenient way and keeps only the number:
/// <c>+5</c>, <c>-0</c> and digits between blanks would pass.
/// </summary>
internal sealed class ContentLengthEncoding : FieldEncoding
{
    // The largest length is 2^63 - 1. The server's buffer for it ends one further, and more would be a failure of its own instead of a 400.
    private const int MostDigits = 19;
    private static readonly SearchValues<byte> Digits = SearchValues.Create("0123456789"u8);

    /// <inheritdoc/>
    protected override int LengthOf(ReadOnlySpan<byte> octets) => IsLength(octets) ? octets.Length : 1;

    /// <inheritdoc/>
    protected override int Decode(ReadOnlySpan<byte> octets, Span<char> text)
    {
        if (IsLength(octets)) return Latin1.GetChars(octets, text);
        // No number, whoever reads it.
        text[0] = '?';
        return 1;
    }

    private static bool IsLength(ReadOnlySpan<byte> octets) => octets.Length is > 0 and <= MostDigits && !octets.ContainsAnyExcept(Digits);
}
