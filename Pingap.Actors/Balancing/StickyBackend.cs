namespace Pingap.Actors.Balancing;

/// <summary>Takes the backend that the request's cookie names; whoever names none that is eligible gets one in turn.</summary>
public sealed class StickyBackend : IBalancer
{
    private readonly SmoothWeightedRoundRobin _turns = new();

    /// <inheritdoc/>
    public int Pick(ReadOnlySpan<BackendLoad> backends, ulong key, DateTimeOffset now)
    {
        for (var i = 0; key != 0 && i < backends.Length; i++)
        {
            if (backends[i].AddressHash == key && backends[i].IsEligible) return i;
        }

        return _turns.Pick(backends, key, now);
    }
}
