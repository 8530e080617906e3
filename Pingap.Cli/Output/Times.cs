using System.Globalization;

namespace Pingap.Cli.Output;

/// <summary>Times as people read them.</summary>
internal static class Times
{
    /// <summary>The time where the clock is, as ISO 8601 has it: <c>2026-11-23T12:29:37+01:00</c>.</summary>
    public static string Local(DateTimeOffset time, TimeProvider clock) =>
        TimeZoneInfo.ConvertTime(time, clock.LocalTimeZone).ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture);

    /// <summary>The time left, in whole seconds: <c>42s</c>, <c>1m30s</c>, <c>2h5m0s</c>; <c>0s</c> when it is over.</summary>
    public static string Left(DateTimeOffset until, TimeProvider clock)
    {
        var seconds = Math.Max(0, (long)Math.Ceiling((until - clock.GetUtcNow()).TotalSeconds));
        var (hours, minutes) = (seconds / 3600, seconds / 60 % 60);
        return string.Create(CultureInfo.InvariantCulture, $"{(hours > 0 ? $"{hours}h" : "")}{(seconds >= 60 ? $"{minutes}m" : "")}{seconds % 60}s");
    }
}
