using CsCheck;
using Pingap.Actors.Balancing;

namespace Pingap.Actors.Tests.Balancing;

public sealed class WeightedRendezvousTests
{
    private const int Clients = 20_000;

    [Fact]
    public void A_client_goes_to_the_same_backend_every_time()
    {
        var loads = Loads.Of(1, 1, 1);
        var first = Picks(loads);
        Assert.Equal(first, Picks(loads));
    }

    [Fact]
    public void When_a_backend_leaves_only_its_own_clients_move()
    {
        var loads = Loads.Of(1, 1, 1, 1);
        var before = Picks(loads);
        loads[2].IsEligible = false;
        var after = Picks(loads);
        Assert.All(Enumerable.Range(0, Clients).Where(c => before[c] != 2), c => Assert.Equal(before[c], after[c]));
        Assert.DoesNotContain(2, after);
    }

    [Fact]
    public void When_one_of_many_leaves_only_its_keys_move_and_they_are_hardly_more_than_its_share() =>
        Gen.Select(Gen.Int[2, 20], Gen.Int[0, 19]).Sample(
            (count, gone) =>
            {
                var loads = Loads.Of([.. Enumerable.Repeat(1, count)]);
                var before = Picks(loads);
                loads[gone % count].IsEligible = false;
                var after = Picks(loads);
                var moved = before.Zip(after).Count(pair => pair.First != pair.Second);
                return moved <= Clients * ((1.0 / count) + 0.05) && before.Zip(after).All(pair => pair.First == pair.Second || pair.First == gone % count);
            },
            iter: 20);

    [Fact]
    public void A_backend_that_weighs_more_takes_keys_from_others_and_nobody_else_does() =>
        Gen.Select(Gen.Int[1, 5].Array[2, 8], Gen.Int[0, 7], Gen.Int[1, 5]).Sample(
            (weights, at, more) =>
            {
                var before = Picks(Loads.Of(weights));
                at %= weights.Length;
                weights[at] += more;
                return before.Zip(Picks(Loads.Of(weights))).All(pair => pair.First == pair.Second || pair.Second == at);
            },
            iter: 20);

    [Fact]
    public void Shares_follow_the_weights()
    {
        var picks = Picks(Loads.Of(3, 1));
        Assert.InRange(picks.Count(p => p == 0) / (double)Clients, 0.73, 0.77);
    }

    [Fact]
    public void The_choice_is_the_same_in_every_process() =>
        Assert.Equal("12011", string.Concat(Picks(Loads.Of(1, 1, 1)).Take(5)));

    private static int[] Picks(BackendLoad[] loads)
    {
        var balancer = new WeightedRendezvous();
        return [.. Enumerable.Range(0, Clients).Select(client => balancer.Pick(loads, (ulong)client * 0x9E3779B97F4A7C15, default))];
    }
}
