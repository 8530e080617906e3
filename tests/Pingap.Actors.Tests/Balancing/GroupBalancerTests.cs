using CsCheck;
using Pingap.Actors.Balancing;
using Pingap.Actors.Configuration;
using Pingap.Testing;

namespace Pingap.Actors.Tests.Balancing;

public sealed class GroupBalancerTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch.AddYears(50);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    public static TheoryData<BalancingAlgorithm> Algorithms => [.. Enum.GetValues<BalancingAlgorithm>()];

    [Theory]
    [MemberData(nameof(Algorithms))]
    public void A_backup_is_taken_only_when_nobody_else_can(BalancingAlgorithm algorithm) =>
        Gen.Select(Loads.Any, Gen.Bool.Array[12], Gen.ULong).Sample((loads, backups, key) =>
        {
            for (var i = 0; i < loads.Length; i++) loads[i].IsBackup = backups[i];
            var isAnyPrimary = loads.Any(load => load is { IsEligible: true, IsBackup: false });
            var balancer = Configured(new BalancingConfig(algorithm), TimeSpan.Zero, loads);
            return loads[balancer.Pick(loads, key, Now)].IsBackup != isAnyPrimary;
        });

    [Fact]
    public void Backups_share_by_weight_among_themselves()
    {
        var loads = Loads.Of(1, 3, 1);
        (loads[1].IsBackup, loads[2].IsBackup) = (true, true);
        var balancer = Configured(BalancingConfig.RoundRobin, TimeSpan.Zero, loads);
        var taken = new int[3];
        for (var i = 0; i < 40; i++)
        {
            foreach (var load in loads) load.IsEligible = load != loads[0];
            taken[balancer.Pick(loads, 0, Now)]++;
        }

        Assert.Equal([0, 30, 10], taken);
    }

    [Fact]
    public void A_whole_group_starts_warm()
    {
        var loads = Loads.Of(1, 1);
        Configured(BalancingConfig.RoundRobin, Minute, loads).Pick(loads, 0, Now);
        Assert.All(loads, load => Assert.Equal(Warming.Whole, load.Share));
    }

    [Fact]
    public void A_new_backend_of_a_running_group_begins_with_the_least_share()
    {
        var loads = Loads.Of(2, 1);
        var balancer = Configured(BalancingConfig.RoundRobin, Minute, loads.AsSpan(0, 1));
        balancer.Configure(BalancingConfig.RoundRobin, Minute, loads);
        balancer.Pick(loads, 0, Now);
        Assert.Equal([2 * Warming.Whole, Warming.Least], loads.Select(load => load.Share));
        balancer.Pick(loads, 0, Now + (Minute / 2));
        Assert.Equal(50, loads[1].Share);
        balancer.Pick(loads, 0, Now + Minute);
        Assert.Equal(Warming.Whole, loads[1].Share);
    }

    [Fact]
    public void A_backend_that_is_healthy_again_begins_with_the_least_share()
    {
        var loads = Loads.Of(1, 1);
        var balancer = Configured(BalancingConfig.RoundRobin, Minute, loads);
        loads[1].Admit(Admission.None);
        balancer.Pick(loads, 0, Now);
        loads[1].Admit(Admission.OnTrial(1, 3));
        balancer.Pick(loads, 0, Now.AddMinutes(5));
        loads[1].Admit(Admission.All);
        balancer.Pick(loads, 0, Now.AddMinutes(10));
        Assert.Equal(Warming.Least, loads[1].Share);
    }

    [Fact]
    public void A_backend_that_is_only_configured_otherwise_stays_warm()
    {
        var loads = Loads.Of(1, 1);
        var balancer = Configured(BalancingConfig.RoundRobin, Minute, loads);
        var (same, other) = (Loads.Of(1, 5), BalancingConfig.LeastConnections);
        balancer.Configure(other, Minute, same);
        balancer.Pick(same, 0, Now);
        Assert.Equal([Warming.Whole, 5 * Warming.Whole], same.Select(load => load.Share));
    }

    [Fact]
    public void Who_came_back_before_slow_start_was_asked_for_is_warm()
    {
        var loads = Loads.Of(1);
        var balancer = Configured(BalancingConfig.RoundRobin, TimeSpan.Zero, loads);
        loads[0].Admit(Admission.None);
        loads[0].Admit(Admission.All);
        balancer.Configure(BalancingConfig.RoundRobin, Minute, loads);
        balancer.Pick(loads, 0, Now);
        Assert.Equal(Warming.Whole, loads[0].Share);
    }

    [Fact]
    public void Without_slow_start_who_warms_up_gets_the_whole_share()
    {
        var loads = Loads.Of(1, 1);
        var balancer = Configured(BalancingConfig.RoundRobin, Minute, loads.AsSpan(0, 1));
        balancer.Configure(BalancingConfig.RoundRobin, Minute, loads);
        balancer.Pick(loads, 0, Now);
        balancer.Configure(BalancingConfig.RoundRobin, TimeSpan.Zero, loads);
        Assert.Equal(Warming.Whole, loads[1].Share);
    }

    [Fact]
    public void A_share_never_shrinks_while_it_warms_up() =>
        Gen.Int[-5, 70].Array[1, 40].Sample(seconds =>
        {
            var loads = Loads.Of(1, 3);
            var balancer = Configured(BalancingConfig.RoundRobin, Minute, loads.AsSpan(0, 1));
            balancer.Configure(BalancingConfig.RoundRobin, Minute, loads);
            balancer.Pick(loads, 0, Now);
            var least = loads[1].Share;
            foreach (var second in seconds)
            {
                balancer.Pick(loads, 0, Now.AddSeconds(second));
                if (loads[1].Share < least || loads[1].Share > 3 * Warming.Whole) return false;
                least = loads[1].Share;
            }

            return true;
        });

    [Fact]
    public void Requests_come_to_a_warming_backend_in_proportion()
    {
        var loads = Loads.Of(1, 1);
        var balancer = Configured(BalancingConfig.RoundRobin, Minute, loads.AsSpan(0, 1));
        balancer.Configure(BalancingConfig.RoundRobin, Minute, loads);
        balancer.Pick(loads, 0, Now);
        var taken = 0;
        for (var i = 0; i < 1250; i++) taken += balancer.Pick(loads, 0, Now.AddSeconds(15)); // a quarter of its share
        Assert.InRange(taken, 249, 251);
    }

    [Fact]
    public void The_time_is_read_only_where_something_goes_by_it()
    {
        Assert.False(Configured(BalancingConfig.RoundRobin, TimeSpan.Zero, []).GoesByTime);
        Assert.True(Configured(BalancingConfig.RoundRobin, Minute, []).GoesByTime);
        Assert.True(Configured(new BalancingConfig(BalancingAlgorithm.PeakEwma), TimeSpan.Zero, []).GoesByTime);
    }

    private static GroupBalancer Configured(BalancingConfig balancing, TimeSpan slowStart, ReadOnlySpan<BackendLoad> loads)
    {
        var balancer = new GroupBalancer(7);
        balancer.Configure(balancing, slowStart, loads);
        return balancer;
    }
}
