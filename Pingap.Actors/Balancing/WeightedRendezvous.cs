namespace Pingap.Actors.Balancing;

/// <summary>
/// Sends a client to the same backend for as long as that one is eligible, by weighted rendezvous hashing: each backend draws a score
/// from client and address, the highest is taken. When one leaves, only its own clients move, in proportion to the others' weights.
/// </summary>
/// <remarks>Source: Thaler and Ravishankar, "Using name-based mappings to increase hit rates", 1998; the weights as in Schindelhauer and
/// Schomaker, "Weighted distributed hash tables", 2005.</remarks>
public sealed class WeightedRendezvous : IBalancer
{
    /// <inheritdoc/>
    public int Pick(ReadOnlySpan<BackendLoad> backends, ulong clientHash)
    {
        var best = -1;
        var bestScore = double.NegativeInfinity;
        for (var i = 0; i < backends.Length; i++)
        {
            if (!backends[i].IsEligible) continue;
            var score = Score(clientHash, backends[i]);
            if (best >= 0 && score <= bestScore) continue;
            best = i;
            bestScore = score;
        }

        return best;
    }

    private static double Score(ulong clientHash, BackendLoad backend)
    {
        // 53 bits give a number in (0, 1); its logarithm over the weight is exponentially distributed with the weight as its rate.
        var draw = ((Mix(clientHash ^ backend.AddressHash) >> 11) + 0.5) * (1.0 / (1UL << 53));
        return Math.Log(draw) / backend.Weight;
    }

    // The finaliser of MurmurHash3 (public domain): every input bit reaches every output bit.
    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 33)) * 0xFF51AFD7ED558CCDUL;
        value = (value ^ (value >> 33)) * 0xC4CEB9FE1A85EC53UL;
        return value ^ (value >> 33);
    }
}
