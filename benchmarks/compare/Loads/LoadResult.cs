using Pingap.Measuring.Statistics;

namespace Pingap.Compare.Loads;

/// <summary>How the requests of a load went.</summary>
/// <param name="Requests">How many ended well.</param>
/// <param name="Failures">How many did not.</param>
/// <param name="Seconds">How long it took.</param>
/// <param name="Median">Latency in µs that half of them stayed under.</param>
/// <param name="Tail">Latency in µs that 99 of 100 stayed under.</param>
/// <param name="FarTail">Latency in µs that 999 of 1000 stayed under.</param>
internal sealed record LoadResult(long Requests, long Failures, double Seconds, double Median, double Tail, double FarTail)
{
    /// <summary>Works the latencies out.</summary>
    /// <param name="latencies">Those of all that ended well, in µs.</param>
    /// <param name="failures">How many did not end well.</param>
    /// <param name="seconds">How long it took.</param>
    public static LoadResult Of(IEnumerable<double> latencies, long failures, double seconds)
    {
        var sorted = new Distribution(latencies);
        return new(sorted.Count, failures, seconds, sorted.Median, sorted.At(0.99), sorted.At(0.999));
    }
}
