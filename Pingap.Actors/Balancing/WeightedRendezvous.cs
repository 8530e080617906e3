namespace Pingap.Actors.Balancing;

/// <summary>
/// Sends a key to the same backend for as long as that one is eligible, by weighted rendezvous hashing: each backend draws a score from key
/// and address, the highest is taken. When one leaves, only its own keys move, in proportion to the others' weights.
/// </summary>
/// <remarks>Source: Thaler and Ravishankar, "Using name-based mappings to increase hit rates", 1998; the weights as in Schindelhauer and
/// Schomaker, "Weighted distributed hash tables", 2005. A ring or a table would find the backend without asking each, but has to be built anew
/// whenever one comes or goes, and shares only roughly by weight.</remarks>
public sealed class WeightedRendezvous : IBalancer
{
    /// <inheritdoc/>
    public int Pick(ReadOnlySpan<BackendLoad> backends, ulong key, DateTimeOffset now)
    {
        var best = -1;
        var (bestDraw, bestShare, bestScore) = (0d, 0L, double.NegativeInfinity);
        for (var i = 0; i < backends.Length; i++)
        {
            if (!backends[i].IsEligible) continue;
            var draw = Draw(key, backends[i]);
            var share = backends[i].Share;
            // Who draws no more and weighs no more cannot win, and that is most of them: logarithms are what takes time here.
            if (best >= 0 && draw <= bestDraw && share <= bestShare) continue;
            var score = Score(draw, share);
            if (best >= 0 && score <= bestScore) continue;
            (best, bestDraw, bestShare, bestScore) = (i, draw, share, score);
        }

        return best;
    }

    // 53 bits give a number in (0, 1).
    private static double Draw(ulong key, BackendLoad backend) => ((Mix(key ^ backend.AddressHash) >> 11) + 0.5) * (1.0 / (1UL << 53));

    // Its logarithm over the weight is exponentially distributed with the weight as its rate.
    private static double Score(double draw, long share) => Math.Log(draw) / share;

    // The finaliser of MurmurHash3 (public domain): every input bit reaches every output bit.
    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 33)) * 0xFF51AFD7ED558CCDUL;
        value = (value ^ (value >> 33)) * 0xC4CEB9FE1A85EC53UL;
        return value ^ (value >> 33);
    }
}
