namespace Pingap.Actors.Configuration.Values;

/// <summary>Sizes as people write them: <c>10mb</c> (powers of 1000), <c>4kib</c> (powers of 1024), <c>512</c> (bytes); case does not matter.</summary>
internal static class ByteSize
{
    private const double LargestBytes = 1L << 60;

    /// <summary>Reads a size in bytes, at most 1 EiB.</summary>
    /// <param name="text">The text.</param>
    /// <param name="bytes">The size in bytes.</param>
    /// <param name="wrong">What is wrong with the text and what would do, to be said after it.</param>
    public static bool TryParse(string text, out long bytes, out string wrong)
    {
        bytes = 0;
        wrong = "is not a size; write one such as 10mb, 4kib or 512";
        var rest = text.AsSpan().Trim();
        if (!ScalarText.TryTakeNumber(ref rest, out var number)) return false;
        if (Factor(ScalarText.TakeUnit(ref rest)) is not { } factor || !rest.IsEmpty) return false;
        if (number * factor > LargestBytes)
        {
            wrong = "is too large; use at most 1eib";
            return false;
        }

        bytes = (long)(number * factor);
        return true;
    }

    private static double? Factor(ReadOnlySpan<char> unit)
    {
        Span<char> lower = stackalloc char[4];
        if (unit.Length > lower.Length) return null;
        return lower[..unit.ToLowerInvariant(lower)] switch
        {
            "" or "b" => 1,
            "k" or "kb" => 1e3,
            "m" or "mb" => 1e6,
            "g" or "gb" => 1e9,
            "t" or "tb" => 1e12,
            "p" or "pb" => 1e15,
            "ki" or "kib" => 1L << 10,
            "mi" or "mib" => 1L << 20,
            "gi" or "gib" => 1L << 30,
            "ti" or "tib" => 1L << 40,
            "pi" or "pib" => 1L << 50,
            "ei" or "eib" => 1L << 60,
            _ => null,
        };
    }
}
