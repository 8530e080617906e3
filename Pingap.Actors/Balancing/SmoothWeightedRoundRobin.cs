namespace Pingap.Actors.Balancing;

/// <summary>
/// Weighted round robin without bursts: in every cycle of as many picks as the weights sum up to, each backend is taken exactly its
/// weight's times, spread as evenly as can be.
/// </summary>
/// <remarks>
/// Before a pick every eligible backend earns its share as credit; the richest is taken and pays the sum of the shares. Credits of
/// those eligible always sum up to what they did before, so none drifts away.
/// </remarks>
public sealed class SmoothWeightedRoundRobin : IBalancer
{
    /// <inheritdoc/>
    public int Pick(ReadOnlySpan<BackendLoad> backends, ulong key, DateTimeOffset now)
    {
        var total = 0L;
        var best = -1;
        for (var i = 0; i < backends.Length; i++)
        {
            var backend = backends[i];
            if (!backend.IsEligible) continue;
            backend.Credit += backend.Share;
            total += backend.Share;
            if (best < 0 || backend.Credit > backends[best].Credit) best = i;
        }

        if (best >= 0) backends[best].Credit -= total;
        return best;
    }
}
