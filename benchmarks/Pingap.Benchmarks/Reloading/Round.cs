using Pingap.Measuring.Loads;
using Pingap.Measuring.Statistics;

namespace Pingap.Benchmarks.Reloading;

/// <summary>What was measured while requests came for some seconds.</summary>
/// <param name="Samples">The requests.</param>
/// <param name="Applies">From when to when configurations were applied, in ticks of <see cref="System.Diagnostics.Stopwatch"/>.</param>
/// <param name="ProcessorTime">What the proxy used.</param>
internal sealed record Round(RoundSamples Samples, IReadOnlyList<(long From, long To)> Applies, TimeSpan ProcessorTime)
{
    /// <summary>The latencies of all requests, in microseconds.</summary>
    public Distribution Latencies { get; } = new(Samples.Latencies());
}
