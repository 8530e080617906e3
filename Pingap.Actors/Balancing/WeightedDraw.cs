namespace Pingap.Actors.Balancing;

/// <summary>Draws one of the eligible backends, each with its share as its chance.</summary>
internal static class WeightedDraw
{
    /// <summary>The shares of all that are eligible.</summary>
    public static long Total(ReadOnlySpan<BackendLoad> backends)
    {
        var total = 0L;
        foreach (var backend in backends)
        {
            if (backend.IsEligible) total += backend.Share;
        }

        return total;
    }

    /// <summary>The index of one.</summary>
    /// <param name="backends">All backends.</param>
    /// <param name="random">Where to draw from.</param>
    /// <param name="total">The shares of those to draw from; at least 1.</param>
    /// <param name="except">The index of one not to draw, or -1.</param>
    public static int One(ReadOnlySpan<BackendLoad> backends, RandomSource random, long total, int except = -1)
    {
        var left = random.Below(total);
        for (var i = 0; i < backends.Length; i++)
        {
            if (i == except || !backends[i].IsEligible) continue;
            left -= backends[i].Share;
            if (left < 0) return i;
        }

        throw new ArgumentOutOfRangeException(nameof(total), total, "is more than the shares add up to");
    }
}
