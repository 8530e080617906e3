namespace Pingap.Compare.Measuring;

/// <summary>What one scenario gave.</summary>
/// <param name="Name">Its name in options.</param>
/// <param name="Title">What it is.</param>
/// <param name="Metrics">What was measured.</param>
/// <param name="Plotted">Which of that get a plot.</param>
/// <param name="Targets">The proxies, in the order of the report.</param>
internal sealed record ScenarioResult(
    string Name, string Title, IReadOnlyList<Metric> Metrics, IReadOnlyList<Metric> Plotted, IReadOnlyList<TargetResult> Targets)
{
    /// <summary>The proxy that all others are compared with.</summary>
    public const string Yardstick = "nginx";

    /// <summary>How many times as much as nginx a proxy has of a metric; <c>null</c> where one of them has none.</summary>
    public double? RatioOf(TargetResult target, Metric metric) =>
        Targets.FirstOrDefault(each => each.Target == Yardstick)?.Of(metric) is { Median: > 0 } whole && target.Of(metric) is { } part ? part.Median / whole.Median : null;
}
