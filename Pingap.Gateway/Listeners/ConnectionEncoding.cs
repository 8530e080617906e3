using System.Text;
using Pingap.Actors.Configuration.Values;

namespace Pingap.Gateway.Listeners;

/// <summary>
/// Keeps the names in Connection (RFC 9110 §7.6.1). The server below replaces the field by one word where it finds exactly one of <c>close</c>, <c>keep-alive</c>
/// and <c>upgrade</c> in all of its lines, and the fields that were named beside it would be forwarded.
/// </summary>
/// <remarks>
/// A line with names of fields that are not removed anyway is read as if it said <c>close, keep-alive</c> too: those are two of the words, so all lines stay, and of the two <c>close</c> counts.
/// Such a connection therefore ends after its request. A line that is no list of tokens is refused.
/// </remarks>
internal sealed class ConnectionEncoding : FieldEncoding
{
    private const string Keep = ", close, keep-alive";

    /// <inheritdoc/>
    protected override int LengthOf(ReadOnlySpan<byte> octets) => NamesFields(octets) ? octets.Length + Keep.Length : octets.Length;

    /// <inheritdoc/>
    protected override int Decode(ReadOnlySpan<byte> octets, Span<char> text)
    {
        Latin1.GetChars(octets, text);
        // The server knows no other blank between the words.
        text[..octets.Length].Replace('\t', ' ');
        if (!NamesFields(octets)) return octets.Length;
        Keep.CopyTo(text[octets.Length..]);
        return octets.Length + Keep.Length;
    }

    /// <summary>Whether one of the options is not known to be harmless.</summary>
    /// <exception cref="DecoderFallbackException">One is no token.</exception>
    private static bool NamesFields(ReadOnlySpan<byte> octets)
    {
        var names = false;
        foreach (var range in octets.Split((byte)','))
        {
            var option = octets[range].Trim(" \t"u8);
            if (option.ContainsAnyExcept(TokenSyntax.Octets)) throw new DecoderFallbackException("A connection option is no token.");
            names |= !IsHarmless(option);
        }

        return names;
    }

    /// <summary>Whether the option is no field, or a field that is never forwarded as it is.</summary>
    private static bool IsHarmless(ReadOnlySpan<byte> option) => option.Length switch
    {
        0 => true,
        2 => Ascii.EqualsIgnoreCase(option, "te"u8),
        5 => Ascii.EqualsIgnoreCase(option, "close"u8),
        7 => Ascii.EqualsIgnoreCase(option, "upgrade"u8),
        10 => Ascii.EqualsIgnoreCase(option, "keep-alive"u8),
        14 => Ascii.EqualsIgnoreCase(option, "http2-settings"u8),
        16 => Ascii.EqualsIgnoreCase(option, "proxy-connection"u8),
        _ => false,
    };
}
