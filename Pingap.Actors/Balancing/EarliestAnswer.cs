namespace Pingap.Actors.Balancing;

/// <summary>
/// Peak EWMA: draws two backends and takes the one with the lesser cost, which is its latency times the requests it would then have in flight,
/// by its share. One whose latency nobody knows is tried as soon as it is drawn.
/// </summary>
/// <remarks>
/// Two of many, not the best of all: between two answers of the best one all requests of this proxy would go there. As in Finagle and linkerd.
/// </remarks>
public sealed class EarliestAnswer(RandomSource random) : IBalancer
{
    private const double AnyLatency = 1;

    /// <inheritdoc/>
    public bool GoesByLatency => true;

    /// <inheritdoc/>
    public int Pick(ReadOnlySpan<BackendLoad> backends, ulong key, DateTimeOffset now)
    {
        var count = 0;
        foreach (var backend in backends)
        {
            if (backend.IsEligible) count++;
        }

        if (count == 0) return -1;
        var nth = random.Below(count);
        var first = Eligible(backends, nth);
        if (count == 1) return first;
        var other = random.Below(count - 1);
        var second = Eligible(backends, other < nth ? other : other + 1);
        return IsCheaper(backends[second], backends[first], now) ? second : first;
    }

    private static int Eligible(ReadOnlySpan<BackendLoad> backends, long nth)
    {
        var i = 0;
        while (!backends[i].IsEligible || nth-- > 0) i++;
        return i;
    }

    private static bool IsCheaper(BackendLoad a, BackendLoad b, DateTimeOffset now)
    {
        var (known, other) = (a.Latency.IsKnown, b.Latency.IsKnown);
        var latency = known ? a.Latency.SecondsAt(now) : other ? b.Latency.SecondsAt(now) : AnyLatency;
        return Cost(a, latency, known) < Cost(b, other ? b.Latency.SecondsAt(now) : latency, other);
    }

    // One request at a time finds out; the others do not pile up behind it as if it were the fastest of all.
    private static double Cost(BackendLoad load, double latency, bool isKnown) =>
        isKnown || load.InFlight > 0 ? latency * (load.InFlight + 1) / load.Share : 0;
}
