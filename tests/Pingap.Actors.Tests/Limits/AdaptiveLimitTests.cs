using CsCheck;
using Pingap.Actors.Configuration;
using Pingap.Actors.Health;
using Pingap.Actors.Limits;

namespace Pingap.Actors.Tests.Limits;

public sealed class AdaptiveLimitTests
{
    private static readonly AdaptiveConcurrencyConfig Rules = AdaptiveConcurrencyConfig.Default;
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Theory]
    [InlineData(4, 10)]
    [InlineData(20, 50)]
    [InlineData(20, 1000)]
    [InlineData(300, 20)]
    public void It_settles_a_little_above_what_the_backends_work_on_at_a_time(int servers, int milliseconds)
    {
        var group = new SimulatedGroup(new AdaptiveLimit(Rules)) { Servers = servers, Service = TimeSpan.FromMilliseconds(milliseconds), Clients = servers * 20 };
        group.Run(3 * Minute);
        group.Run(3 * Minute);
        Assert.InRange(group.UsualLimit, servers, servers * 2.2);
        Assert.True(group.Answers > 0.95 * Possible(group, 3 * Minute), $"{group.Answers} of {Possible(group, 3 * Minute)}");
    }

    [Fact]
    public void Without_it_latency_would_be_that_of_all_clients()
    {
        var group = new SimulatedGroup(new AdaptiveLimit(Rules));
        group.Run(Minute);
        group.Run(Minute);
        Assert.InRange(group.Latency, 0.05, 0.09); // 200 clients, 20 at a time: 0.5 s
    }

    [Theory]
    [InlineData(0.2)]
    [InlineData(0.5)]
    [InlineData(0.9)]
    public void Answers_that_vary_neither_starve_the_backends_nor_flood_them(double spread) => Gen.Int[0, 1_000_000].Sample(seed =>
    {
        var group = new SimulatedGroup(new AdaptiveLimit(Rules), seed) { Spread = spread };
        group.Run(Minute);
        group.Run(3 * Minute);
        Assert.InRange(group.UsualLimit, 18, 44);
        Assert.True(group.Answers > 0.9 * Possible(group, 3 * Minute));
    }, iter: 6);

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(20)]
    public void Backends_that_become_slower_are_not_taken_for_overloaded_ones(int times)
    {
        var group = new SimulatedGroup(new AdaptiveLimit(Rules));
        group.Run(Minute);
        group.Service *= times;
        group.Run(Minute);
        group.Run(2 * Minute);
        Assert.InRange(group.UsualLimit, 20, 44);
        Assert.True(group.Answers > 0.9 * Possible(group, 2 * Minute));
    }

    [Fact]
    public void Backends_that_become_faster_are_found_out()
    {
        var group = new SimulatedGroup(new AdaptiveLimit(Rules)) { Service = TimeSpan.FromSeconds(1) };
        group.Run(2 * Minute);
        group.Service /= 20;
        group.Run(Minute);
        group.Run(Minute);
        Assert.InRange(group.UsualLimit, 20, 44);
        Assert.True(group.Answers > 0.9 * Possible(group, Minute));
    }

    [Fact]
    public void Where_backends_are_lost_the_limit_follows_and_comes_back_with_them()
    {
        var group = new SimulatedGroup(new AdaptiveLimit(Rules)) { Servers = 40 };
        group.Run(Minute);
        group.Servers = 10;
        group.Run(2 * Minute);
        group.Run(Minute);
        Assert.InRange(group.UsualLimit, 10, 22);
        group.Servers = 40;
        group.Run(2 * Minute);
        group.Run(Minute);
        Assert.InRange(group.UsualLimit, 40, 88);
    }

    [Fact]
    public void It_does_not_grow_while_nobody_comes_near_it()
    {
        var limit = new AdaptiveLimit(Rules);
        var group = new SimulatedGroup(limit) { Clients = 8 };
        group.Run(10 * Minute);
        Assert.Equal(20, limit.Limit);
        Assert.All(group.Limits, each => Assert.Equal(20, each));
    }

    [Fact]
    public void It_grows_to_no_more_than_twice_what_is_asked_for()
    {
        var limit = new AdaptiveLimit(Rules);
        var group = new SimulatedGroup(limit) { Clients = 60, Servers = 1000 };
        group.Run(10 * Minute);
        Assert.InRange(limit.Limit, 60, 132);
    }

    [Fact]
    public void Requests_that_time_out_lower_it()
    {
        var limit = new AdaptiveLimit(Rules);
        var group = new SimulatedGroup(limit) { Servers = 1000, Outcomes = inFlight => inFlight > 30 ? new Outcome(OutcomeKind.TimedOut) : Outcome.Answered(200) };
        group.Run(Minute);
        group.Run(Minute);
        Assert.InRange(group.UsualLimit, 20, 44);
    }

    [Fact]
    public void Errors_that_come_fast_do_not_pass_for_a_fast_backend()
    {
        var limit = new AdaptiveLimit(Rules);
        var now = DateTimeOffset.UnixEpoch;
        for (var i = 0; i < 10_000; i++) limit.Observe(Outcome.Answered(500), TimeSpan.FromMilliseconds(1), 20, now += TimeSpan.FromMilliseconds(1));
        Assert.Equal(20, limit.Limit);
    }

    [Theory]
    [InlineData(90)]
    [InlineData(95)]
    [InlineData(100)] // all that may be in flight while latency is measured
    [InlineData(110)]
    public void Streams_that_do_not_end_keep_nobody_out_for_long(int streams)
    {
        var limit = new AdaptiveLimit(Rules);
        var group = new SimulatedGroup(limit) { Servers = 1000, Clients = 200 };
        group.Run(Minute);
        (group.Clients, group.Streams) = (100, streams);
        group.Service *= 3; // so that a measurement is wanted
        group.Run(5 * Minute);
        Assert.True(group.Answers > 0.9 * 100 * (5 * Minute / group.Service), $"{group.Answers}");
    }

    [Fact]
    public void A_clock_that_is_set_back_stops_nothing()
    {
        var limit = new AdaptiveLimit(Rules);
        var now = DateTimeOffset.UnixEpoch.AddDays(1);
        for (var i = 0; i < 100; i++) limit.Observe(Outcome.Answered(200), TimeSpan.FromMilliseconds(10), 4, now += TimeSpan.FromMilliseconds(10));
        now = DateTimeOffset.UnixEpoch;
        for (var i = 0; i < 100; i++) limit.Observe(Outcome.Answered(200), TimeSpan.FromMilliseconds(10), 20, now += TimeSpan.FromMilliseconds(10));
        Assert.True(limit.Limit > 20);
    }

    [Fact]
    public void Its_bounds_hold_whatever_happens() => Gen.Select(
        Gen.Int[1, 50],
        Gen.Int[1, 200],
        Gen.Select(Gen.Int[0, 400], Gen.Int[0, 200], Gen.OneOf(Gen.Const(200), Gen.Const(503), Gen.Const(500), Gen.Const(0)), Gen.Int[-20, 300]).Array[500]).Sample((least, most, events) =>
    {
        var limit = new AdaptiveLimit(new AdaptiveConcurrencyConfig(least, 25), most);
        var now = DateTimeOffset.UnixEpoch;
        foreach (var (inFlight, latency, status, passed) in events)
        {
            now += TimeSpan.FromMilliseconds(passed);
            limit.Due(inFlight, now);
            var outcome = status == 0 ? new Outcome(OutcomeKind.TimedOut) : Outcome.Answered(status);
            limit.Observe(outcome, TimeSpan.FromMilliseconds(latency), inFlight, now);
            Assert.InRange(limit.Limit, Math.Min(least, most), most);
        }
    });

    [Fact]
    public void Other_bounds_hold_at_once()
    {
        var limit = new AdaptiveLimit(Rules);
        limit.Take(Rules, 7);
        Assert.Equal(7, limit.Limit);
        limit.Take(Rules with { LeastInFlight = 50 }, 100);
        Assert.Equal(50, limit.Limit);
    }

    [Fact]
    public void A_request_allocates_nothing()
    {
        var limit = new AdaptiveLimit(Rules);
        var now = DateTimeOffset.UnixEpoch;
        Observe(1_000);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Observe(100_000);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());

        void Observe(int times)
        {
            for (var i = 0; i < times; i++)
                limit.Observe(Outcome.Answered(200), TimeSpan.FromMilliseconds(10 + (i % 7)), limit.Limit, now += TimeSpan.FromMilliseconds(1));
        }
    }

    private static double Possible(SimulatedGroup group, TimeSpan time) => group.Servers * (time / group.Service);
}
