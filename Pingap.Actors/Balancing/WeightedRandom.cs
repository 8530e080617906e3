namespace Pingap.Actors.Balancing;

/// <summary>Takes a backend by chance, by its share. Many proxies that do so do not fall into step, as those that count can.</summary>
public sealed class WeightedRandom(RandomSource random) : IBalancer
{
    /// <inheritdoc/>
    public int Pick(ReadOnlySpan<BackendLoad> backends, ulong key, DateTimeOffset now)
    {
        var total = WeightedDraw.Total(backends);
        return total == 0 ? -1 : WeightedDraw.One(backends, random, total);
    }
}
