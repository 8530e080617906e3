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
    public void A_backend_keeps_its_time() => Assert.Equal(Waits(), Waits());

    private static List<TimeSpan> Waits() =>
    [
        .. Enumerable.Range(0, 300).SelectMany(upstream => Enumerable.Range(8001, 2).Select(port => ProbeSpread.SecondProbe(
            new(new($"upstream-{upstream}"), Some.Address(port), HealthCheckConfig.Default, CircuitBreakerConfig.Off)))),
    ];
}
