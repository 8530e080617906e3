using Pingap.Compare.Loads;
using Pingap.Compare.Measuring;
using Pingap.Compare.Targets;

namespace Pingap.Compare.Scenarios;

/// <summary>What requests cost, and how long they take.</summary>
/// <param name="name">Its name in options.</param>
/// <param name="title">What it is.</param>
/// <param name="load">Who asks.</param>
/// <param name="needsWork">Whether the backend that works answers.</param>
internal sealed class LoadScenario(string name, string title, ILoad load, bool needsWork = false) : IScenario
{
    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public string Title => title;

    /// <inheritdoc/>
    public IReadOnlyList<Metric> Metrics { get; } =
        [Metric.Processor, Metric.Rate, Metric.Median, Metric.Tail, Metric.FarTail, Metric.Resident, Metric.Anonymous];

    /// <inheritdoc/>
    public IReadOnlyList<Metric> Plotted { get; } = [Metric.Processor, Metric.Tail];

    /// <inheritdoc/>
    public string? Program => load.Program;

    /// <inheritdoc/>
    public bool NeedsWork => needsWork;

    /// <inheritdoc/>
    public bool WantsFreshProcess => false;

    /// <inheritdoc/>
    public async Task<string?> PrepareAsync(RunningTarget target, Pace pace, CancellationToken cancellation)
    {
        if (await load.CheckAsync(target.Fronts, cancellation) is { } problem) return problem;
        if (target.Target.WarmsUp) await load.RunAsync(target.Fronts, pace.Warmup, cancellation);
        return null;
    }

    /// <inheritdoc/>
    public async Task<Sample> MeasureAsync(RunningTarget target, Pace pace, CancellationToken cancellation)
    {
        // Connections to the backends were closed or forgotten while it was frozen.
        await load.RunAsync(target.Fronts, pace.Breath, cancellation);
        var observation = new Observation(target);
        var running = load.RunAsync(target.Fronts, pace.Round, cancellation);
        // Towards the end, when everything has grown as far as it will.
        await Task.WhenAny(running, Task.Delay(TimeSpan.FromSeconds(pace.Round * 0.8), cancellation));
        ProcessMemory memory;
        LoadResult result;
        try
        {
            memory = target.Memory;
        }
        finally
        {
            // Whatever happens, no load goes on beside the next proxy's.
            result = await running;
        }

        var (microseconds, _, disturbance) = observation.End();
        if (result.Requests == 0) throw new InvalidOperationException($"no request went well, {result.Failures} failed");
        var values = new Dictionary<string, double>
        {
            [Metric.Processor.Key] = microseconds / result.Requests,
            [Metric.Rate.Key] = result.Requests / result.Seconds,
            [Metric.Median.Key] = result.Median,
            [Metric.Tail.Key] = result.Tail,
            [Metric.FarTail.Key] = result.FarTail,
            [Metric.Resident.Key] = memory.Resident / 1024.0,
            [Metric.Anonymous.Key] = memory.Anonymous / 1024.0,
        };
        return new Sample(values, disturbance, result.Requests + result.Failures, result.Failures);
    }
}
