namespace Pingap.Compare.Measuring;

/// <summary>What all rounds of one proxy in one scenario gave.</summary>
/// <param name="Target">Its name.</param>
/// <param name="Samples">Its rounds; empty where it cannot do the scenario.</param>
/// <param name="Reason">Why it cannot, or why there are fewer rounds than there should be.</param>
/// <param name="Discarded">Rounds that were thrown away because the machine was busy with something else.</param>
internal sealed record TargetResult(string Target, IReadOnlyList<Sample> Samples, string? Reason, int Discarded)
{
    /// <summary>Requests of all rounds that failed.</summary>
    public long Failures => Samples.Sum(sample => sample.Failures);

    /// <summary>The values of a metric; <c>null</c> where it was not measured.</summary>
    public Spread? Of(Metric metric) => Spread.Of(Samples.Where(sample => sample.Values.ContainsKey(metric.Key)).Select(sample => sample.Values[metric.Key]));
}
