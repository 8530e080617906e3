using System.Globalization;

namespace Pingap.Actors.Configuration.Values;

/// <summary>Durations as people write them: <c>10s</c>, <c>1m30s</c>, <c>1m 30s</c>, <c>1.5h</c>, <c>500ms</c>, <c>2days</c>.</summary>
public static class Duration
{
    private const double LongestMilliseconds = 24d * 24 * 60 * 60 * 1000;

    /// <summary>The longest duration: 24 days, because the timers of the platform count milliseconds in 32 bits.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(LongestMilliseconds);

    /// <summary>Reads a duration of at most <see cref="Longest"/>; a bare <c>0</c> needs no unit.</summary>
    /// <param name="text">The text.</param>
    /// <param name="value">The duration.</param>
    /// <param name="wrong">What is wrong with the text and what would do, to be said after it.</param>
    public static bool TryParse(string text, out TimeSpan value, out string wrong)
    {
        value = TimeSpan.Zero;
        wrong = "is not a duration; write one such as 10s, 1m30s or 500ms";
        var rest = text.AsSpan().Trim();
        if (rest is "0") return true;
        if (rest.IsEmpty) return false;
        var total = 0d;
        while (!rest.IsEmpty)
        {
            if (!ScalarText.TryTakeNumber(ref rest, out var number)) return false;
            if (Milliseconds(ScalarText.TakeUnit(ref rest)) is not { } unit) return false;
            total += number * unit;
        }

        if (total > LongestMilliseconds)
        {
            wrong = "is too long; use at most 24d";
            return false;
        }

        value = TimeSpan.FromMilliseconds(total);
        return true;
    }

    /// <summary>A number of milliseconds as people write it: whole seconds where it is some.</summary>
    public static string Show(long milliseconds) =>
        milliseconds > 0 && milliseconds % 1000 == 0
            ? string.Create(CultureInfo.InvariantCulture, $"{milliseconds / 1000}s")
            : string.Create(CultureInfo.InvariantCulture, $"{milliseconds}ms");

    private static double? Milliseconds(ReadOnlySpan<char> unit) => unit switch
    {
        "ns" or "nsec" => 1e-6,
        "us" or "µs" or "usec" => 1e-3,
        "ms" or "msec" or "millis" => 1,
        "s" or "sec" or "secs" or "second" or "seconds" => 1000,
        "m" or "min" or "mins" or "minute" or "minutes" => 60_000,
        "h" or "hr" or "hrs" or "hour" or "hours" => 3_600_000,
        "d" or "day" or "days" => 86_400_000,
        "w" or "wk" or "week" or "weeks" => 604_800_000,
        _ => null,
    };
}
