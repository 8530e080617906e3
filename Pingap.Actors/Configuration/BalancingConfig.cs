namespace Pingap.Actors.Configuration;

/// <summary>How an upstream group chooses among its backends, with all that the algorithm needs to know.</summary>
/// <param name="Algorithm">The algorithm.</param>
public sealed record BalancingConfig(BalancingAlgorithm Algorithm)
{
    /// <summary>What an upstream without <c>algorithm</c> gets.</summary>
    public static readonly BalancingConfig RoundRobin = new(BalancingAlgorithm.RoundRobin);

    /// <summary>The backend with the fewest requests in flight for its weight.</summary>
    public static readonly BalancingConfig LeastConnections = new(BalancingAlgorithm.LeastConnections);

    /// <summary>The same client address goes to the same backend.</summary>
    public static readonly BalancingConfig IpHash = HashOf(HashSource.ClientAddress);

    /// <summary>What a request is told apart by, for <see cref="BalancingAlgorithm.Hash"/>.</summary>
    public HashKeyConfig HashKey { get; init; } = new(HashSource.ClientAddress, "");

    /// <summary>The cookie, for <see cref="BalancingAlgorithm.Sticky"/>, else <c>null</c>.</summary>
    public StickyConfig? Sticky { get; init; }

    /// <summary>Hashing by something of the request.</summary>
    public static BalancingConfig HashOf(HashSource source, string name = "") =>
        new(BalancingAlgorithm.Hash) { HashKey = new HashKeyConfig(source, name) };
}
