namespace Pingap.Actors.Discovery;

/// <summary>Says when backends are looked up again.</summary>
internal static class RefreshRule
{
    /// <summary>However short an answer says it is good for.</summary>
    public static readonly TimeSpan Soonest = TimeSpan.FromSeconds(5);

    /// <summary>However long an answer says it is good for.</summary>
    public static readonly TimeSpan Latest = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan FirstRetry = TimeSpan.FromSeconds(1);

    private const int DoublingsToSoonest = 3;

    /// <summary>After success: when the answer is no longer good, between <see cref="Soonest"/> and <see cref="Latest"/>, and after the interval at the latest.</summary>
    public static TimeSpan AfterSuccess(TimeSpan? freshFor, TimeSpan interval)
    {
        if (freshFor is not { } fresh) return interval;
        var next = fresh < Soonest ? Soonest : fresh > Latest ? Latest : fresh;
        return next < interval ? next : interval;
    }

    /// <summary>After trouble: 1 s, then 2, 4 and 5, and after the interval at the latest: what is back is found soon.</summary>
    /// <param name="failures">How many failed in a row before this one.</param>
    /// <param name="interval">The interval.</param>
    public static TimeSpan AfterTrouble(int failures, TimeSpan interval)
    {
        var next = failures >= DoublingsToSoonest ? Soonest : FirstRetry * (1 << failures);
        return next < interval ? next : interval;
    }
}
