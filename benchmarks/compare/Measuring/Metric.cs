namespace Pingap.Compare.Measuring;

/// <summary>One thing that is measured.</summary>
/// <param name="Key">Its name in the JSON file, with the unit: <c>cpu_us</c>.</param>
/// <param name="Heading">Its name for people, with the unit: <c>CPU µs/request</c>.</param>
/// <param name="Digits">Digits after the point that mean anything.</param>
internal sealed record Metric(string Key, string Heading, int Digits)
{
    /// <summary>Processor time of the proxy for a request, kernel included.</summary>
    public static readonly Metric Processor = new("cpu_us", "CPU µs/request", 1);

    /// <summary>Requests in a second.</summary>
    public static readonly Metric Rate = new("requests_per_second", "requests/s", 0);

    /// <summary>Latency that half of the requests stay under.</summary>
    public static readonly Metric Median = new("p50_us", "p50 µs", 0);

    /// <summary>Latency that 99 of 100 requests stay under.</summary>
    public static readonly Metric Tail = new("p99_us", "p99 µs", 0);

    /// <summary>Latency that 999 of 1000 requests stay under.</summary>
    public static readonly Metric FarTail = new("p999_us", "p99.9 µs", 0);

    /// <summary>Resident memory under the load.</summary>
    public static readonly Metric Resident = new("loaded_rss_mb", "loaded RSS MB", 1);

    /// <summary>Anonymous memory under the load.</summary>
    public static readonly Metric Anonymous = new("loaded_anonymous_mb", "loaded anon MB", 1);

    /// <summary>Processor time without any load.</summary>
    public static readonly Metric Idle = new("idle_cpu_percent", "% of a core", 2);
}
