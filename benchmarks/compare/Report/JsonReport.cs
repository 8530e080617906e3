using System.Text.Json;
using Pingap.Compare.Measuring;

namespace Pingap.Compare.Report;

/// <summary>A run for programs: medians, spreads and ratios, and every round as it was.</summary>
internal static class JsonReport
{
    private static readonly JsonSerializerOptions Options = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, WriteIndented = true };

    /// <summary>Writes it.</summary>
    public static string Write(RunReport report) => JsonSerializer.Serialize(
        new
        {
            report.Machine,
            report.Versions,
            report.Rounds,
            report.Seconds,
            report.Noise,
            Scenarios = report.Scenarios.Select(scenario => new
            {
                scenario.Name,
                scenario.Title,
                Targets = scenario.Targets.Select(target => new
                {
                    Name = target.Target,
                    target.Reason,
                    target.Discarded,
                    target.Failures,
                    Metrics = scenario.Metrics.Where(metric => target.Of(metric) is not null).ToDictionary(metric => metric.Key, metric => Summary(scenario, target, metric)),
                    Rounds = target.Samples,
                }),
            }),
        },
        Options);

    private static object Summary(ScenarioResult scenario, TargetResult target, Metric metric)
    {
        var spread = target.Of(metric)!.Value;
        return new { spread.Median, spread.Least, spread.Greatest, TimesNginx = scenario.RatioOf(target, metric) };
    }
}
