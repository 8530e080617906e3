namespace Pingap.Actors.Balancing;

/// <summary>
/// Draws two backends by their shares and takes the one with fewer requests in flight for its share. Close to the least loaded one, without
/// all proxies rushing at once to whichever that is.
/// </summary>
/// <remarks>Source: Mitzenmacher, "The power of two choices in randomized load balancing", 2001.</remarks>
public sealed class LessLoadedOfTwo(RandomSource random) : IBalancer
{
    /// <inheritdoc/>
    public int Pick(ReadOnlySpan<BackendLoad> backends, ulong key, DateTimeOffset now)
    {
        var total = WeightedDraw.Total(backends);
        if (total == 0) return -1;
        var first = WeightedDraw.One(backends, random, total);
        var rest = total - backends[first].Share;
        if (rest == 0) return first;
        var second = WeightedDraw.One(backends, random, rest, except: first);
        return IsLessLoaded(backends[second], backends[first]) ? second : first;
    }

    // a.InFlight / a.Share < b.InFlight / b.Share. This request is not counted in, as it would be for the least loaded: among idle ones the draw
    // decides, which has gone by the shares already.
    private static bool IsLessLoaded(BackendLoad a, BackendLoad b) => a.InFlight * b.Share < b.InFlight * a.Share;
}
