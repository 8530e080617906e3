using CsCheck;
using Pingap.Actors.Balancing;
using Pingap.Testing;

namespace Pingap.Actors.Tests.Balancing;

public sealed class SmoothWeightedRoundRobinTests
{
    [Fact]
    public void Every_cycle_takes_each_backend_exactly_its_weights_times() =>
        Gen.Int[1, 9].Array[1, 8].Select(Gen.Int[1, 5]).Sample((weights, cycles) =>
        {
            var loads = Loads(weights);
            var balancer = new SmoothWeightedRoundRobin();
            for (var cycle = 0; cycle < cycles; cycle++)
            {
                var taken = new int[weights.Length];
                for (var i = 0; i < weights.Sum(); i++) taken[balancer.Pick(loads, 0)]++;
                if (!taken.SequenceEqual(weights)) return false;
            }

            return true;
        });

    [Fact]
    public void Heavy_backends_are_not_taken_in_bursts()
    {
        var loads = Loads([5, 1, 1]);
        var balancer = new SmoothWeightedRoundRobin();
        Assert.Equal([0, 0, 1, 0, 2, 0, 0], Enumerable.Range(0, 7).Select(_ => balancer.Pick(loads, 0)));
    }

    [Fact]
    public void Those_not_eligible_are_passed_over_and_the_rest_keep_their_shares()
    {
        var loads = Loads([1, 2, 1]);
        loads[0].IsEligible = false;
        var balancer = new SmoothWeightedRoundRobin();
        var taken = new int[3];
        for (var i = 0; i < 300; i++) taken[balancer.Pick(loads, 0)]++;
        Assert.Equal([0, 200, 100], taken);
    }

    [Fact]
    public void Nobody_eligible_is_nobody()
    {
        var loads = Loads([1]);
        loads[0].IsEligible = false;
        Assert.Equal(-1, new SmoothWeightedRoundRobin().Pick(loads, 0));
    }

    internal static BackendLoad[] Loads(int[] weights) =>
        weights.Select((weight, i) => new BackendLoad(Some.Address(8001 + i), weight) { IsEligible = true }).ToArray();
}
