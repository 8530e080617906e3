namespace Pingap.Actors.Configuration;

/// <summary>How an upstream group chooses among its backends.</summary>
public enum BalancingAlgorithm
{
    /// <summary>Smooth weighted round robin; with equal weights plain round robin.</summary>
    RoundRobin,

    /// <summary>The backend with the fewest requests in flight for its weight.</summary>
    LeastConnections,

    /// <summary>Of two drawn by weight, the one with fewer requests in flight for its weight.</summary>
    PowerOfTwoChoices,

    /// <summary>Of two drawn, the one that promises the earlier answer: by its latency, requests in flight and weight.</summary>
    PeakEwma,

    /// <summary>One drawn by weight.</summary>
    Random,

    /// <summary>The same key of a request goes to the same backend while that one is available.</summary>
    Hash,

    /// <summary>The backend that the request's cookie names; the proxy gives a cookie to whoever has none.</summary>
    Sticky,
}
