namespace Pingap.Actors.Balancing;

/// <summary>Takes the backend with the fewest requests in flight for its share; equals take turns.</summary>
public sealed class LeastLoaded : IBalancer
{
    private int _next;

    /// <inheritdoc/>
    public int Pick(ReadOnlySpan<BackendLoad> backends, ulong key, DateTimeOffset now)
    {
        var best = -1;
        var start = _next < backends.Length ? _next : 0;
        for (var step = 0; step < backends.Length; step++)
        {
            var i = start + step;
            if (i >= backends.Length) i -= backends.Length;
            if (backends[i].IsEligible && (best < 0 || IsLessLoaded(backends[i], backends[best]))) best = i;
        }

        if (best >= 0) _next = best + 1;
        return best;
    }

    // (a.InFlight + 1) / a.Share < (b.InFlight + 1) / b.Share, without dividing: the load each would have with this request.
    private static bool IsLessLoaded(BackendLoad a, BackendLoad b) => (a.InFlight + 1) * b.Share < (b.InFlight + 1) * a.Share;
}
