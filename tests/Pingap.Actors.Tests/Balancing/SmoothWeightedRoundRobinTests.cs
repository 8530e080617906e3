using CsCheck;
using Pingap.Actors.Balancing;

namespace Pingap.Actors.Tests.Balancing;

public sealed class SmoothWeightedRoundRobinTests
{
    [Fact]
    public void Every_cycle_takes_each_backend_exactly_its_weights_times() =>
        Gen.Int[1, 9].Array[1, 8].Select(Gen.Int[1, 5]).Sample((weights, cycles) =>
        {
            var loads = Loads.Of(weights);
            var balancer = new SmoothWeightedRoundRobin();
            for (var cycle = 0; cycle < cycles; cycle++)
            {
                var taken = new int[weights.Length];
                for (var i = 0; i < weights.Sum(); i++) taken[balancer.Pick(loads, 0, default)]++;
                if (!taken.SequenceEqual(weights)) return false;
            }

            return true;
        });

    [Fact]
    public void Heavy_backends_are_not_taken_in_bursts()
    {
        var loads = Loads.Of(5, 1, 1);
        var balancer = new SmoothWeightedRoundRobin();
        Assert.Equal([0, 0, 1, 0, 2, 0, 0], Enumerable.Range(0, 7).Select(_ => balancer.Pick(loads, 0, default)));
    }

    [Fact]
    public void Those_not_eligible_are_passed_over_and_the_rest_keep_their_shares()
    {
        var loads = Loads.Of(1, 2, 1);
        loads[0].IsEligible = false;
        var balancer = new SmoothWeightedRoundRobin();
        var taken = new int[3];
        for (var i = 0; i < 300; i++) taken[balancer.Pick(loads, 0, default)]++;
        Assert.Equal([0, 200, 100], taken);
    }
}
