using Pingap.Actors.Balancing;

namespace Pingap.Actors.Tests.Balancing;

public sealed class WeightedRendezvousTests
{
    private const int Clients = 20_000;

    [Fact]
    public void A_client_goes_to_the_same_backend_every_time()
    {
        var loads = SmoothWeightedRoundRobinTests.Loads([1, 1, 1]);
        var first = Picks(loads);
        Assert.Equal(first, Picks(loads));
    }

    [Fact]
    public void When_a_backend_leaves_only_its_own_clients_move()
    {
        var loads = SmoothWeightedRoundRobinTests.Loads([1, 1, 1, 1]);
        var before = Picks(loads);
        loads[2].IsEligible = false;
        var after = Picks(loads);
        Assert.All(Enumerable.Range(0, Clients).Where(c => before[c] != 2), c => Assert.Equal(before[c], after[c]));
        Assert.DoesNotContain(2, after);
    }

    [Fact]
    public void Shares_follow_the_weights()
    {
        var picks = Picks(SmoothWeightedRoundRobinTests.Loads([3, 1]));
        Assert.InRange(picks.Count(p => p == 0) / (double)Clients, 0.73, 0.77);
    }

    [Fact]
    public void The_choice_is_the_same_in_every_process() =>
        Assert.Equal("12011", string.Concat(Picks(SmoothWeightedRoundRobinTests.Loads([1, 1, 1])).Take(5)));

    private static int[] Picks(BackendLoad[] loads)
    {
        var balancer = new WeightedRendezvous();
        return [.. Enumerable.Range(0, Clients).Select(client => balancer.Pick(loads, (ulong)client * 0x9E3779B97F4A7C15))];
    }
}
