using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Pingap.Cli.Conversion.Syntax;

/// <summary>Times and sizes as nginx writes them.</summary>
internal static class NginxUnits
{
    /// <summary>A time: <c>30</c> (seconds), <c>500ms</c>, <c>1m 30s</c>, <c>1h30m</c>, <c>1d</c>, <c>1w</c>, <c>1M</c>, <c>1y</c>.</summary>
    public static bool TryTime(string text, out TimeSpan time)
    {
        time = TimeSpan.Zero;
        var rest = text.AsSpan().Trim();
        if (rest.IsEmpty) return false;
        var milliseconds = 0d;
        while (!rest.IsEmpty)
        {
            var digits = rest.IndexOfAnyExceptInRange('0', '9');
            if (digits < 0) digits = rest.Length;
            if (!long.TryParse(rest[..digits], NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return false;
            rest = rest[digits..];
            var unit = 0;
            while (unit < rest.Length && char.IsAsciiLetter(rest[unit])) unit++;
            if (Milliseconds(rest[..unit]) is not { } factor) return false;
            milliseconds += number * factor;
            rest = rest[unit..].TrimStart();
        }

        if (milliseconds > TimeSpan.MaxValue.TotalMilliseconds / 2) return false;
        time = TimeSpan.FromMilliseconds(milliseconds);
        return true;
    }

    /// <summary>A size in powers of 1024 as our configuration writes it, such as <c>1mib</c>: <c>512</c>, <c>8k</c>, <c>1m</c>, <c>1g</c>; zero is <c>0</c>.</summary>
    public static bool TrySize(string text, [NotNullWhen(true)] out string? size)
    {
        size = null;
        var unit = text.Length > 0 ? char.ToLowerInvariant(text[^1]) : ' ';
        var isPlain = char.IsAsciiDigit(unit);
        if (!long.TryParse(isPlain ? text : text[..Math.Max(0, text.Length - 1)], NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return false;
        if (!isPlain && unit is not ('k' or 'm' or 'g')) return false;
        if (number > 1L << 30) number = 1L << 30;
        size = number == 0 ? "0" : isPlain ? number.ToString(CultureInfo.InvariantCulture) : $"{number}{unit}ib";
        return true;
    }

    /// <summary>A time as our configuration writes it.</summary>
    public static string Written(TimeSpan time)
    {
        var milliseconds = (long)time.TotalMilliseconds;
        foreach (var (unit, length) in new[] { ("d", 86_400_000L), ("h", 3_600_000L), ("m", 60_000L), ("s", 1000L) })
            if (milliseconds >= length && milliseconds % length == 0) return $"{milliseconds / length}{unit}";
        return $"{milliseconds}ms";
    }

    private static double? Milliseconds(ReadOnlySpan<char> unit) => unit switch
    {
        "" or "s" => 1000,
        "ms" => 1,
        "m" => 60_000,
        "h" => 3_600_000,
        "d" => 86_400_000,
        "w" => 7 * 86_400_000d,
        "M" => 30 * 86_400_000d,
        "y" => 365 * 86_400_000d,
        _ => null,
    };
}
