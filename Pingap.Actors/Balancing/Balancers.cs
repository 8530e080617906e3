using Pingap.Actors.Configuration;

namespace Pingap.Actors.Balancing;

/// <summary>The balancer of each algorithm.</summary>
public static class Balancers
{
    /// <summary>A new balancer, without memory of earlier picks.</summary>
    public static IBalancer Create(BalancingAlgorithm algorithm) => algorithm switch
    {
        BalancingAlgorithm.RoundRobin => new SmoothWeightedRoundRobin(),
        BalancingAlgorithm.LeastConnections => new LeastLoaded(),
        BalancingAlgorithm.IpHash => new WeightedRendezvous(),
        _ => throw new ArgumentOutOfRangeException(nameof(algorithm), algorithm, "not an algorithm"),
    };
}
