using CsCheck;
using Pingap.Actors.Balancing;

namespace Pingap.Actors.Tests.Balancing;

public sealed class LeastLoadedTests
{
    [Fact]
    public void The_least_loaded_for_its_weight_is_taken() =>
        Gen.Select(Gen.Int[1, 5], Gen.Int[0, 20]).Array[1, 6].Sample(backends =>
        {
            var loads = Loads.Of([.. backends.Select(b => b.Item1)]);
            for (var i = 0; i < loads.Length; i++)
            {
                for (var n = 0; n < backends[i].Item2; n++) loads[i].Begin();
            }

            var picked = loads[new LeastLoaded().Pick(loads, 0, default)];
            return loads.All(other => Load(picked) <= Load(other));
        });

    [Fact]
    public void Equals_take_turns()
    {
        var loads = Loads.Of(1, 1, 1);
        var balancer = new LeastLoaded();
        Assert.Equal([0, 1, 2, 0, 1, 2], Enumerable.Range(0, 6).Select(_ => balancer.Pick(loads, 0, default)));
    }

    private static double Load(BackendLoad load) => (load.InFlight + 1) / (double)load.Weight;
}
