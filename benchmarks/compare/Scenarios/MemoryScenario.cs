using System.Globalization;
using Pingap.Compare.Loads;
using Pingap.Compare.Measuring;
using Pingap.Compare.Setup;
using Pingap.Compare.Targets;

namespace Pingap.Compare.Scenarios;

/// <summary>What a proxy that has just started has of the memory: without connections, and with many that have each had one answer.</summary>
internal sealed class MemoryScenario : IScenario
{
    private static readonly int[] Connections = [1_000, 10_000];
    private static readonly Metric PerConnection = new("kb_per_connection", "kB each of 10,000", 1);

    /// <inheritdoc/>
    public string Name => "memory";

    /// <inheritdoc/>
    public string Title => "Memory, idle and with idle connections";

    /// <inheritdoc/>
    public IReadOnlyList<Metric> Metrics { get; } = [.. Of(0), .. Connections.SelectMany(Of), PerConnection];

    /// <inheritdoc/>
    public IReadOnlyList<Metric> Plotted { get; } = [Of(0)[0], Of(Connections[^1])[0], PerConnection];

    /// <inheritdoc/>
    public string? Program => null;

    /// <inheritdoc/>
    public bool NeedsWork => false;

    /// <inheritdoc/>
    public bool WantsFreshProcess => true;

    /// <inheritdoc/>
    public Task<string?> PrepareAsync(RunningTarget target, Pace pace, CancellationToken cancellation) => Task.FromResult<string?>(null);

    /// <inheritdoc/>
    public async Task<Sample> MeasureAsync(RunningTarget target, Pace pace, CancellationToken cancellation)
    {
        using var clients = new IdleClients(target.Fronts.Http);
        var values = new Dictionary<string, double>();
        var problem = await OneRequest.ProblemAsync(new Uri($"http://127.0.0.1:{target.Fronts.Http}/"), new Version(1, 1), Workplace.SmallBody, body: null, isGrpc: false, cancellation);
        if (problem is not null) throw new InvalidOperationException(problem);
        var before = await ReadAsync(0);
        var last = before;
        foreach (var count in Connections)
        {
            await clients.GrowAsync(count, cancellation);
            last = await ReadAsync(count);
        }

        values[PerConnection.Key] = (last.Resident - before.Resident) / (double)Connections[^1];
        // Whoever else is busy, memory is what it is.
        return new Sample(values, default);

        async Task<ProcessMemory> ReadAsync(int count)
        {
            await Task.Delay(TimeSpan.FromSeconds(pace.Settle), cancellation);
            var memory = target.Memory;
            var (resident, anonymous, proportional) = (Of(count)[0], Of(count)[1], Of(count)[2]);
            values[resident.Key] = memory.Resident / 1024.0;
            values[anonymous.Key] = memory.Anonymous / 1024.0;
            values[proportional.Key] = memory.Proportional / 1024.0;
            return memory;
        }
    }

    private static Metric[] Of(int connections)
    {
        var (key, heading) = connections == 0 ? ("idle", "idle") : (connections.ToString(CultureInfo.InvariantCulture), connections.ToString("N0", CultureInfo.InvariantCulture));
        return [new($"rss_mb_{key}", $"RSS MB {heading}", 1), new($"anonymous_mb_{key}", $"anon MB {heading}", 1), new($"pss_mb_{key}", $"PSS MB {heading}", 1)];
    }
}
