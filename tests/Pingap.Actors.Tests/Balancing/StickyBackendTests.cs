using Pingap.Actors.Balancing;

namespace Pingap.Actors.Tests.Balancing;

public sealed class StickyBackendTests
{
    [Fact]
    public void The_backend_that_is_named_is_taken_every_time()
    {
        var loads = Loads.Of(1, 1, 1);
        var balancer = new StickyBackend();
        Assert.All(Enumerable.Range(0, 10), _ => Assert.Equal(2, balancer.Pick(loads, loads[2].AddressHash, default)));
    }

    [Fact]
    public void Whoever_names_nobody_gets_one_in_turn_whatever_the_others_do()
    {
        var loads = Loads.Of(2, 1, 1);
        var balancer = new StickyBackend();
        var taken = new int[3];
        for (var i = 0; i < 40; i++)
        {
            balancer.Pick(loads, loads[1].AddressHash, default);
            taken[balancer.Pick(loads, i % 2 == 0 ? 0UL : 12345, default)]++;
        }

        Assert.Equal([20, 10, 10], taken);
    }

    [Fact]
    public void Whoever_names_one_that_is_away_gets_another()
    {
        var loads = Loads.Of(1, 1);
        loads[0].IsEligible = false;
        Assert.Equal(1, new StickyBackend().Pick(loads, loads[0].AddressHash, default));
    }
}
