using System.Globalization;
using Pingap.Compare.Backends;
using Pingap.Compare.Measuring;
using Pingap.Compare.Scenarios;
using Pingap.Compare.Targets;

namespace Pingap.Compare.Running;

/// <summary>Measures all proxies by all scenarios, in rounds by turns, so that whatever else the machine does falls upon all of them.</summary>
/// <param name="options">What is compared.</param>
/// <param name="stage">The processes.</param>
/// <param name="output">Told of each round.</param>
internal sealed class Comparison(CompareOptions options, Stage stage, TextWriter output)
{
    /// <summary>How often a round is repeated in search of quiet; then the quietest counts, and the report says so.</summary>
    private const int Repeats = 4;

    /// <summary>Measures.</summary>
    /// <exception cref="InvalidOperationException">A proxy forwards something else than the others: they are not to be compared.</exception>
    public async Task<IReadOnlyList<ScenarioResult>> RunAsync(CancellationToken cancellation)
    {
        foreach (var target in options.Targets) await AssertEqualAsync(target, cancellation);
        var results = new List<ScenarioResult>();
        foreach (var scenario in options.Scenarios)
        {
            await output.WriteLineAsync($"{scenario.Name}: {scenario.Title}");
            results.Add(await MeasureAsync(scenario, cancellation));
        }

        return results;
    }

    private async Task AssertEqualAsync(ITarget target, CancellationToken cancellation)
    {
        RunningTarget running;
        try
        {
            running = await stage.FocusAsync(target, needsWork: true, cancellation);
        }
        catch (Exception failure) when (failure is InvalidOperationException or FileNotFoundException)
        {
            // What does not start has that for a reason in every scenario.
            return;
        }

        if (await ForwardedFields.ProblemAsync(running.Fronts.Http, cancellation) is { } problem) throw new InvalidOperationException($"{target.Name}: {problem}");
    }

    private async Task<ScenarioResult> MeasureAsync(IScenario scenario, CancellationToken cancellation)
    {
        var rows = options.Targets.Select(target => new Row(target)).ToArray();
        foreach (var row in rows) await OrReasonAsync(row, () => PrepareAsync(row, scenario, cancellation));
        for (var round = 0; round < options.Rounds; round++)
        {
            // Each is once the first: what a round leaves behind falls upon another one every time.
            for (var i = 0; i < rows.Length; i++)
            {
                var row = rows[(i + round) % rows.Length];
                if (row.Reason is null) await OrReasonAsync(row, () => RoundAsync(row, scenario, round, cancellation));
            }
        }

        var targets = rows.Select(row => new TargetResult(row.Target.Name, row.Samples, row.Reason, row.Discarded));
        return new ScenarioResult(scenario.Name, scenario.Title, scenario.Metrics, scenario.Plotted, [.. targets]);
    }

    private async Task PrepareAsync(Row row, IScenario scenario, CancellationToken cancellation)
    {
        if (scenario.WantsFreshProcess) return;
        var running = await stage.FocusAsync(row.Target, scenario.NeedsWork, cancellation);
        if (await scenario.PrepareAsync(running, options.Pace, cancellation) is { } problem) throw new InvalidOperationException(problem);
    }

    private async Task RoundAsync(Row row, IScenario scenario, int round, CancellationToken cancellation)
    {
        Sample? quietest = null;
        for (var attempt = 0; attempt <= Repeats; attempt++)
        {
            var sample = await SampleAsync(row.Target, scenario, cancellation);
            if (quietest is null || sample.Disturbance.Sum < quietest.Disturbance.Sum) quietest = sample;
            var isQuiet = sample.Disturbance.Sum <= options.Noise;
            await output.WriteLineAsync(Line(row.Target, scenario, round, sample, isQuiet));
            if (isQuiet) break;
            if (attempt < Repeats) row.Discarded++;
        }

        row.Samples.Add(quietest!);
    }

    private async Task<Sample> SampleAsync(ITarget target, IScenario scenario, CancellationToken cancellation)
    {
        if (!scenario.WantsFreshProcess)
        {
            return await scenario.MeasureAsync(await stage.FocusAsync(target, scenario.NeedsWork, cancellation), options.Pace, cancellation);
        }

        await using var fresh = await stage.StartFreshAsync(target, scenario.NeedsWork, cancellation);
        return await scenario.MeasureAsync(fresh, options.Pace, cancellation);
    }

    /// <summary>A proxy that cannot do something has a reason in place of numbers, and the others go on.</summary>
    private async Task OrReasonAsync(Row row, Func<Task> measure)
    {
        try
        {
            await measure();
        }
        catch (Exception failure) when (failure is InvalidOperationException or FormatException or FileNotFoundException)
        {
            row.Reason = failure.Message;
            await output.WriteLineAsync($"  {row.Target.Name}: {failure.Message}");
        }
    }

    private static string Line(ITarget target, IScenario scenario, int round, Sample sample, bool isQuiet)
    {
        var values = scenario.Metrics.Take(4).Select(metric => $"{metric.Heading} {sample.Values[metric.Key].ToString($"F{metric.Digits}", CultureInfo.InvariantCulture)}");
        var failures = sample.Failures > 0 ? $", {sample.Failures} failed" : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"  {round + 1} {target.Name,-12} {string.Join(", ", values)}{failures}; others {100 * sample.Disturbance.Others:0.0} %, steal {100 * sample.Disturbance.Steal:0.0} %{(isQuiet ? "" : ": too much")}");
    }

    private sealed class Row(ITarget target)
    {
        public ITarget Target => target;

        public List<Sample> Samples { get; } = [];

        public string? Reason { get; set; }

        public int Discarded { get; set; }
    }
}
