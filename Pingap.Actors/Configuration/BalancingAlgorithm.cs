namespace Pingap.Actors.Configuration;

/// <summary>How an upstream group chooses among its backends.</summary>
public enum BalancingAlgorithm
{
    /// <summary>Smooth weighted round robin; with equal weights plain round robin.</summary>
    RoundRobin,

    /// <summary>The backend with the fewest requests in flight for its weight.</summary>
    LeastConnections,

    /// <summary>The same client address goes to the same backend while that one is available.</summary>
    IpHash,
}
