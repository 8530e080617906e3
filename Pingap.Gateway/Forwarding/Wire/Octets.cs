using System.Buffers;

namespace Pingap.Gateway.Forwarding.Wire;

/// <summary>Which octets may stand where in a message (RFC 9110 §5.5).</summary>
internal static class Octets
{
    /// <summary>Those of a field value or a reason phrase: HTAB, SP, all that is visible, and what is beyond ASCII.</summary>
    public static readonly SearchValues<byte> Text =
        SearchValues.Create([(byte)'\t', .. Enumerable.Range(0x20, 0x7f - 0x20).Select(octet => (byte)octet), .. Enumerable.Range(0x80, 0x80).Select(octet => (byte)octet)]);

    /// <summary>Whether two names are the same but for the case of their ASCII letters (RFC 9110 §5.1).</summary>
    public static bool IsSame(ReadOnlySpan<byte> name, ReadOnlySpan<byte> other) => System.Text.Ascii.EqualsIgnoreCase(name, other);

    /// <summary>Without the spaces and tabs around it.</summary>
    public static ReadOnlySpan<byte> Trimmed(ReadOnlySpan<byte> value) => value.Trim(" \t"u8);
}
