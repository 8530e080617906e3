using CsCheck;
using Pingap.Actors.Balancing;

namespace Pingap.Actors.Tests.Balancing;

public sealed class LessLoadedOfTwoTests
{
    [Fact]
    public void Of_two_backends_the_busier_for_its_weight_is_never_taken() =>
        Gen.Select(Gen.Int[1, 9], Gen.Int[0, 50], Gen.Int[1, 9], Gen.Int[0, 50], Gen.ULong).Sample((weight, busy, otherWeight, otherBusy, seed) =>
        {
            var loads = Loads.Of(weight, otherWeight);
            loads[0].Busy(busy);
            loads[1].Busy(otherBusy);
            var picked = new LessLoadedOfTwo(new RandomSource(seed)).Pick(loads, 0, default);
            return loads[picked].InFlight * loads[1 - picked].Weight <= loads[1 - picked].InFlight * loads[picked].Weight;
        });

    [Fact]
    public void Requests_that_never_end_pile_up_by_no_more_than_a_few() =>
        // log2 log2 n above the mean (Mitzenmacher); one drawn at random would be about the root of twice the mean times log n above it, here 24.
        Gen.Select(Gen.Int[3, 100], Gen.ULong).Sample(
            (backends, seed) =>
            {
                const int Mean = 60;
                var loads = Loads.Of([.. Enumerable.Repeat(1, backends)]);
                var balancer = new LessLoadedOfTwo(new RandomSource(seed));
                for (var i = 0; i < Mean * backends; i++) loads[balancer.Pick(loads, 0, default)].Begin();
                return loads.Max(load => load.InFlight) <= Mean + Math.Log2(Math.Max(2, Math.Log2(backends))) + 3;
            },
            iter: 50);
}
