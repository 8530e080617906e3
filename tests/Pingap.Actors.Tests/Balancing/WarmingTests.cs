using CsCheck;
using Pingap.Actors.Balancing;

namespace Pingap.Actors.Tests.Balancing;

public sealed class WarmingTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Theory]
    [InlineData(-10, 1)]
    [InlineData(0, 1)]
    [InlineData(6, 10)]
    [InlineData(30, 50)]
    [InlineData(60, 100)]
    [InlineData(1000, 100)]
    public void The_part_grows_evenly(int seconds, int percent) => Assert.Equal(percent, Warming.Percent(TimeSpan.FromSeconds(seconds), Minute));

    [Fact]
    public void The_part_never_shrinks() => Gen.Long[0, TimeSpan.TicksPerMinute * 2].Array[2].Sample(ticks =>
        Warming.Percent(TimeSpan.FromTicks(ticks.Min()), Minute) <= Warming.Percent(TimeSpan.FromTicks(ticks.Max()), Minute));
}
