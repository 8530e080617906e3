using Pingap.Compare.Measuring;
using Pingap.Compare.Targets;

namespace Pingap.Compare.Scenarios;

/// <summary>What a proxy uses of a processor while nobody asks for anything.</summary>
internal sealed class RestScenario : IScenario
{
    /// <inheritdoc/>
    public string Name => "idle";

    /// <inheritdoc/>
    public string Title => "Idle: no load, no connection";

    /// <inheritdoc/>
    public IReadOnlyList<Metric> Metrics { get; } = [Metric.Idle];

    /// <inheritdoc/>
    public IReadOnlyList<Metric> Plotted => Metrics;

    /// <inheritdoc/>
    public string? Program => null;

    /// <inheritdoc/>
    public bool NeedsWork => false;

    /// <inheritdoc/>
    public bool WantsFreshProcess => false;

    /// <inheritdoc/>
    public Task<string?> PrepareAsync(RunningTarget target, Pace pace, CancellationToken cancellation) => Task.FromResult<string?>(null);

    /// <inheritdoc/>
    public async Task<Sample> MeasureAsync(RunningTarget target, Pace pace, CancellationToken cancellation)
    {
        // What timers have put off while it was frozen is not idleness.
        await Task.Delay(TimeSpan.FromSeconds(pace.Settle), cancellation);
        var observation = new Observation(target);
        await Task.Delay(TimeSpan.FromSeconds(pace.Rest), cancellation);
        var (microseconds, time, disturbance) = observation.End();
        return new Sample(new Dictionary<string, double> { [Metric.Idle.Key] = 100 * microseconds / time.TotalMicroseconds }, disturbance);
    }
}
