using CsCheck;
using Pingap.Actors.Balancing;
using Pingap.Actors.Configuration;
using Pingap.Testing;

namespace Pingap.Actors.Tests.Balancing;

/// <summary>What holds for every algorithm.</summary>
public sealed class EveryBalancerTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch.AddYears(50);

    public static TheoryData<BalancingAlgorithm> Algorithms => [.. Enum.GetValues<BalancingAlgorithm>()];

    [Theory]
    [MemberData(nameof(Algorithms))]
    public void Only_eligible_backends_are_picked(BalancingAlgorithm algorithm) =>
        Gen.Select(Loads.Any, Gen.ULong, Gen.ULong).Sample((loads, seed, key) =>
        {
            var balancer = Balancers.Create(algorithm, new RandomSource(seed));
            for (var i = 0; i < 30; i++)
            {
                var picked = loads[balancer.Pick(loads, key + (ulong)i, Now)];
                if (!picked.IsEligible) return false;
                picked.Begin();
            }

            return true;
        });

    [Theory]
    [MemberData(nameof(Algorithms))]
    public void Nobody_eligible_is_nobody(BalancingAlgorithm algorithm)
    {
        var loads = Loads.Of(1, 2);
        foreach (var load in loads) load.IsEligible = false;
        Assert.Equal(-1, Balancers.Create(algorithm, new RandomSource(1)).Pick(loads, 7, Now));
        Assert.Equal(-1, Balancers.Create(algorithm, new RandomSource(1)).Pick([], 7, Now));
    }

    [Theory]
    [MemberData(nameof(Algorithms))]
    public void A_pick_allocates_nothing(BalancingAlgorithm algorithm)
    {
        var loads = Loads.Of(3, 1, 2, 5);
        foreach (var load in loads) load.Observe(TimeSpan.FromMilliseconds(3), isFailure: false, Now);
        var balancer = new GroupBalancer(1);
        balancer.Configure(new BalancingConfig(algorithm), TimeSpan.FromSeconds(10), loads);
        Picks(10);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Picks(1000);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());

        void Picks(int count)
        {
            for (var i = 0; i < count; i++) balancer.Pick(loads, (ulong)i, Now);
        }
    }

    [Theory]
    [InlineData(BalancingAlgorithm.RoundRobin)]
    [InlineData(BalancingAlgorithm.Random)]
    [InlineData(BalancingAlgorithm.PowerOfTwoChoices)]
    [InlineData(BalancingAlgorithm.Hash)]
    [InlineData(BalancingAlgorithm.Sticky)]
    public void Among_idle_backends_shares_follow_the_weights(BalancingAlgorithm algorithm)
    {
        const int Requests = 20_000;
        var loads = Loads.Of(5, 3, 2);
        var balancer = Balancers.Create(algorithm, new RandomSource(42));
        var taken = new int[3];
        for (var i = 0; i < Requests; i++) taken[balancer.Pick(loads, algorithm is BalancingAlgorithm.Sticky ? 0 : (ulong)i * 0x9E3779B97F4A7C15, Now)]++;
        Assert.InRange(taken[0] / (double)Requests, 0.48, 0.52);
        Assert.InRange(taken[1] / (double)Requests, 0.28, 0.32);
        Assert.InRange(taken[2] / (double)Requests, 0.18, 0.22);
    }

    [Theory]
    [InlineData(BalancingAlgorithm.Random)]
    [InlineData(BalancingAlgorithm.PowerOfTwoChoices)]
    [InlineData(BalancingAlgorithm.PeakEwma)]
    public void The_same_seed_draws_the_same_backends(BalancingAlgorithm algorithm)
    {
        Assert.Equal(Drawn(), Drawn());

        int[] Drawn()
        {
            var loads = Loads.Of(1, 2, 3, 4);
            var balancer = Balancers.Create(algorithm, new RandomSource(99));
            return [.. Enumerable.Range(0, 100).Select(_ => balancer.Pick(loads, 0, Now))];
        }
    }

    [Fact]
    public void Numbers_are_drawn_evenly()
    {
        var random = new RandomSource(3);
        var drawn = new int[7];
        for (var i = 0; i < 70_000; i++) drawn[random.Below(7)]++;
        Assert.All(drawn, count => Assert.InRange(count, 9_600, 10_400));
    }
}
