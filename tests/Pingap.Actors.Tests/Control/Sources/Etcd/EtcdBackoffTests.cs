using Pingap.Actors.Control.Sources.Etcd;

namespace Pingap.Actors.Tests.Control.Sources.Etcd;

public sealed class EtcdBackoffTests
{
    [Theory]
    [InlineData(0, 0, 500)]
    [InlineData(0, 1, 250)]
    [InlineData(1, 0, 1000)]
    [InlineData(3, 0.5, 3000)]
    [InlineData(6, 0, 32_000)]
    [InlineData(7, 0, 60_000)]
    [InlineData(7, 1, 30_000)]
    [InlineData(int.MaxValue, 0, 60_000)]
    public void It_doubles_up_to_a_minute_less_what_chance_takes_off(int failures, double chance, double milliseconds) =>
        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), EtcdBackoff.After(failures, chance));
}
