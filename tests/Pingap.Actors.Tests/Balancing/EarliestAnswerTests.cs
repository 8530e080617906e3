using CsCheck;
using Pingap.Actors.Balancing;

namespace Pingap.Actors.Tests.Balancing;

public sealed class EarliestAnswerTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch.AddYears(50);

    [Fact]
    public void Of_two_backends_the_one_with_the_greater_cost_is_never_taken() =>
        Gen.Select(Gen.Int[1, 9], Gen.Int[0, 20], Gen.Int[1, 2000]).Array[2].Select(Gen.ULong).Sample((backends, seed) =>
        {
            var loads = Loads.Of([.. backends.Select(backend => backend.Item1)]);
            for (var i = 0; i < 2; i++) loads[i].Busy(backends[i].Item2).Observe(TimeSpan.FromMilliseconds(backends[i].Item3), isFailure: false, Now);
            var picked = Pick(loads, seed);
            return Cost(backends[picked]) <= Cost(backends[1 - picked]);
        });

    [Fact]
    public void The_faster_backend_gets_most_requests()
    {
        var loads = Loads.Of(1, 1);
        loads[0].Observe(TimeSpan.FromMilliseconds(200), isFailure: false, Now);
        loads[1].Observe(TimeSpan.FromMilliseconds(10), isFailure: false, Now);
        Assert.Equal(1, Pick(loads, 1));
        loads[1].Busy(19);
        Assert.Equal(0, Pick(loads, 1, first: 0)); // twenty times as fast, twenty times as busy
        loads[1].Busy(1);
        Assert.Equal(0, Pick(loads, 1));
    }

    [Fact]
    public void A_backend_that_nobody_knows_is_tried_by_one_request_at_a_time()
    {
        var loads = Loads.Of(1, 1);
        loads[0].Observe(TimeSpan.FromMilliseconds(1), isFailure: false, Now);
        Assert.Equal(1, Pick(loads, 5));
        loads[1].Begin();
        Assert.Equal(0, Pick(loads, 5));
    }

    [Fact]
    public void A_backend_that_refuses_at_once_is_not_the_fastest()
    {
        var loads = Loads.Of(1, 1);
        loads[0].Observe(TimeSpan.FromMilliseconds(50), isFailure: false, Now);
        loads[1].Observe(TimeSpan.FromMicroseconds(50), isFailure: true, Now);
        Assert.Equal(0, Pick(loads, 5));
    }

    [Fact]
    public void A_slow_backend_is_tried_again_when_its_slowness_has_faded()
    {
        var loads = Loads.Of(1, 1);
        loads[0].Observe(TimeSpan.FromSeconds(2), isFailure: false, Now);
        var later = Now.AddMinutes(2);
        loads[1].Observe(TimeSpan.FromMilliseconds(50), isFailure: false, later);
        Assert.Equal(0, new EarliestAnswer(new RandomSource(5)).Pick(loads, 0, later));
    }

    [Fact]
    public void What_was_known_of_a_backend_that_comes_back_is_forgotten()
    {
        var load = Loads.Of(1)[0];
        load.Observe(TimeSpan.FromSeconds(2), isFailure: false, Now);
        load.Admit(Admission.None);
        load.Admit(Admission.All);
        Assert.False(load.Latency.IsKnown);
    }

    private static double Cost((int Weight, int InFlight, int Milliseconds) backend) => backend.Milliseconds * (backend.InFlight + 1.0) / backend.Weight;

    private static int Pick(BackendLoad[] loads, ulong seed, int? first = null)
    {
        if (first is null) return new EarliestAnswer(new RandomSource(seed)).Pick(loads, 0, Now);
        // Among equals the draw decides: some seed draws the one that is asked for first.
        while (new RandomSource(seed).Below(2) != first) seed++;
        return new EarliestAnswer(new RandomSource(seed)).Pick(loads, 0, Now);
    }
}
