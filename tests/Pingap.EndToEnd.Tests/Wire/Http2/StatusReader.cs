namespace Pingap.EndToEnd.Tests.Wire.Http2;

/// <summary>Reads the status out of a response's header block, where it comes first; the rest of the block is not looked at.</summary>
internal static class StatusReader
{
    private static readonly int[] Indexed = [200, 204, 206, 304, 400, 404, 500];

    /// <summary>The status, or 0 where the block does not begin with one.</summary>
    public static int Read(ReadOnlySpan<byte> block)
    {
        // A change of the dynamic table's size may come first (RFC 7541 §6.3).
        while (block is [>= 0x20 and < 0x40, ..]) block = block[1..];
        if (block is [>= 0x88 and <= 0x8e and var index, ..]) return Indexed[index - 0x88];
        // A literal of the name with index 8 (§6.2).
        if (block is not ([0x08 or 0x18 or 0x48, _, ..])) return 0;
        var length = block[1] & 0x7f;
        var text = block.Slice(2, length);
        return (block[1] & 0x80) == 0 ? text.ToArray().Aggregate(0, (sum, digit) => (sum * 10) + digit - '0') : Huffman(text);
    }

    // Of the code only the digits are needed (RFC 7541, Appendix B): 0 to 2 have five bits, 3 to 9 six.
    private static int Huffman(ReadOnlySpan<byte> text)
    {
        ulong bits = 0;
        foreach (var octet in text) bits = (bits << 8) | octet;
        var left = text.Length * 8;
        var status = 0;
        for (var digits = 0; digits < 3; digits++)
        {
            var five = (int)((bits >> (left - 5)) & 31);
            var six = (int)((bits >> (left - 6)) & 63);
            status = (status * 10) + (five < 3 ? five : six - 0x19 + 3);
            left -= five < 3 ? 5 : 6;
        }

        return status;
    }
}
