using System.Globalization;
using System.Text;
using Pingap.Compare.Measuring;

namespace Pingap.Compare.Report;

/// <summary>A run as tables, for people: each cell has the median of the rounds, the least and the greatest, and how many times nginx' that is.</summary>
internal static class MarkdownReport
{
    /// <summary>Writes it.</summary>
    public static string Write(RunReport report)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"Machine: {report.Machine}.\n\n");
        var rounds = report.Rounds == 1 ? "One round" : $"Medians of {report.Rounds} rounds (least–greatest)";
        text.Append(CultureInfo.InvariantCulture, $"{rounds} of {report.Seconds} s, × nginx. ");
        text.Append(string.Join("; ", report.Versions.Select(version => $"{version.Key}: {version.Value}"))).Append(".\n");
        foreach (var scenario in report.Scenarios) Append(text, scenario, report.Noise);
        return text.ToString();
    }

    private static void Append(StringBuilder text, ScenarioResult scenario, double noise)
    {
        text.Append(CultureInfo.InvariantCulture, $"\n### {scenario.Title}\n\n");
        text.Append("| |").AppendJoin('|', scenario.Metrics.Select(metric => $" {metric.Heading} ")).Append("|\n");
        text.Append("|---|").Append(string.Concat(scenario.Metrics.Select(_ => "---|"))).Append('\n');
        foreach (var target in scenario.Targets)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {target.Target} |").AppendJoin('|', scenario.Metrics.Select(metric => $" {Cell(scenario, target, metric)} ")).Append("|\n");
        }

        foreach (var note in scenario.Targets.SelectMany(target => Notes(target, noise))) text.Append(CultureInfo.InvariantCulture, $"\n- {note}");
        if (scenario.Targets.Any(target => Notes(target, noise).Any())) text.Append('\n');
    }

    private static string Cell(ScenarioResult scenario, TargetResult target, Metric metric)
    {
        if (target.Of(metric) is not { } spread) return "-";
        var cell = Number(spread.Median, metric);
        if (target.Samples.Count > 1) cell += $" ({Number(spread.Least, metric)}–{Number(spread.Greatest, metric)})";
        return scenario.RatioOf(target, metric) is { } ratio ? $"{cell}, {ratio.ToString("0.00", CultureInfo.InvariantCulture)} ×" : cell;
    }

    private static IEnumerable<string> Notes(TargetResult target, double noise)
    {
        if (target.Reason is not null) yield return $"{target.Target}: {target.Reason.ReplaceLineEndings(" ")}";
        if (target.Failures > 0) yield return string.Create(CultureInfo.InvariantCulture, $"{target.Target}: {target.Failures:N0} of {target.Samples.Sum(sample => sample.Requests):N0} requests failed");
        var loud = target.Samples.Count(sample => sample.Disturbance.Sum > noise);
        if (loud > 0) yield return $"{target.Target}: {loud} of {target.Samples.Count} rounds are noisy, for the machine was never quiet long enough";
    }

    private static string Number(double value, Metric metric) => value.ToString($"N{metric.Digits}", CultureInfo.InvariantCulture);
}
