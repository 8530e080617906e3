namespace Pingap.Compare.Measuring;

/// <summary>What one round of one proxy gave.</summary>
/// <param name="Values">By <see cref="Metric.Key"/>.</param>
/// <param name="Disturbance">What others did meanwhile.</param>
/// <param name="Requests">How many requests were sent; 0 where none are.</param>
/// <param name="Failures">How many of them failed.</param>
internal sealed record Sample(IReadOnlyDictionary<string, double> Values, Disturbance Disturbance, long Requests = 0, long Failures = 0);
