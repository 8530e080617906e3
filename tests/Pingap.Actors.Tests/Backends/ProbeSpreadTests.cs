using Pingap.Actors.Backends;
using Pingap.Actors.Configuration;
using Pingap.Testing;

namespace Pingap.Actors.Tests.Backends;

public sealed class ProbeSpreadTests
{
    private static readonly TimeSpan Interval = HealthCheckConfig.Default.Interval;

    [Fact]
    public void The_second_probe_never_comes_later_than_the_interval_says() =>
        Assert.All(Waits(), wait => Assert.InRange(wait, Interval / 2, Interval));

    [Fact]
    public void Backends_that_start_together_are_probed_at_different_times()
    {
        // Of 600 over five seconds about twelve fall into each tenth of a second.
        var crowded = Waits().GroupBy(wait => (int)(wait.TotalSeconds * 10)).Max(tenth => tenth.Count());
        Assert.InRange(crowded, 1, 40);
    }

    [Fact]
    public void Later_probes_come_a_tenth_sooner_or_later_than_the_interval_says()
    {
        var waits = Later();
        Assert.All(waits, wait => Assert.InRange(wait, Interval * 0.9, Interval * 1.1));
        Assert.InRange(waits.Average(wait => wait / Interval), 0.98, 1.02);
        Assert.True(waits.Max() - waits.Min() > Interval * 0.15);
    }

    [Fact]
    public void A_backend_keeps_its_times()
    {
        Assert.Equal(Waits(), Waits());
        Assert.Equal(Later(), Later());
    }

    private static List<TimeSpan> Waits() =>
        [.. Enumerable.Range(0, 300).SelectMany(upstream => Enumerable.Range(8001, 2).Select(port => Of(upstream, port).Next(Interval)))];

    private static List<TimeSpan> Later()
    {
        var spread = Of(0, 8001);
        spread.Next(Interval);
        return [.. Enumerable.Range(0, 500).Select(_ => spread.Next(Interval))];
    }

    private static ProbeSpread Of(int upstream, int port) =>
        new(new(new($"upstream-{upstream}"), Some.Address(port), HealthCheckConfig.Default, CircuitBreakerConfig.Off));
}
