using Pingap.Actors.Configuration;

namespace Pingap.Actors.Balancing;

/// <summary>The balancer of each algorithm.</summary>
public static class Balancers
{
    /// <summary>A new balancer, without memory of earlier picks.</summary>
    /// <param name="algorithm">How it chooses.</param>
    /// <param name="random">Where it draws from, if it draws.</param>
    public static IBalancer Create(BalancingAlgorithm algorithm, RandomSource random) => algorithm switch
    {
        BalancingAlgorithm.RoundRobin => new SmoothWeightedRoundRobin(),
        BalancingAlgorithm.LeastConnections => new LeastLoaded(),
        BalancingAlgorithm.PowerOfTwoChoices => new LessLoadedOfTwo(random),
        BalancingAlgorithm.PeakEwma => new EarliestAnswer(random),
        BalancingAlgorithm.Random => new WeightedRandom(random),
        BalancingAlgorithm.Hash => new WeightedRendezvous(),
        BalancingAlgorithm.Sticky => new StickyBackend(),
        _ => throw new ArgumentOutOfRangeException(nameof(algorithm), algorithm, "not an algorithm"),
    };
}
