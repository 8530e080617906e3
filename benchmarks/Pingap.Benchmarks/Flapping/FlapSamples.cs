using System.Collections.Concurrent;
using System.Globalization;
using Pingap.Measuring.Statistics;

namespace Pingap.Benchmarks.Flapping;

/// <summary>How requests ended, of one proxy in one row. For any number of threads.</summary>
internal sealed class FlapSamples
{
    private readonly ConcurrentDictionary<string, int> _failures = new();
    private readonly ConcurrentQueue<double> _milliseconds = new();
    private int _failed;

    /// <summary>How many there were.</summary>
    public int Count => _milliseconds.Count;

    /// <summary>How many of them were not answered with 200.</summary>
    public int Failed => Volatile.Read(ref _failed);

    /// <summary>Adds one.</summary>
    /// <param name="failure">What it ended with in place of 200, or <c>null</c>.</param>
    /// <param name="time">How long it took.</param>
    public void Add(string? failure, TimeSpan time)
    {
        _milliseconds.Enqueue(time.TotalMilliseconds);
        if (failure is null) return;
        Interlocked.Increment(ref _failed);
        _failures.AddOrUpdate(failure, 1, static (_, count) => count + 1);
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        var times = new Distribution(_milliseconds);
        var failures = string.Join(", ", _failures.OrderBy(each => each.Key, StringComparer.Ordinal).Select(each => $"{each.Key}: {each.Value}"));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Count} requests, {Failed} failed = {(Count == 0 ? 0 : 100.0 * Failed / Count):0.000} % ({failures}); p50 {times.Median:0.0} ms, p99 {times.At(0.99):0} ms, max {times.Max:0} ms");
    }
}
