using Pingap.Cli.Output;

namespace Pingap.Cli.Tests.Output;

public sealed class TimesTests
{
    private static readonly StoppedClock Clock = new(DateTimeOffset.UnixEpoch);

    [Theory]
    [InlineData(-5, "0s")]
    [InlineData(0, "0s")]
    [InlineData(0.2, "1s")]
    [InlineData(42, "42s")]
    [InlineData(60, "1m0s")]
    [InlineData(3599.5, "1h0m0s")]
    [InlineData(7505, "2h5m5s")]
    public void The_time_left_is_counted_in_whole_seconds(double seconds, string left) =>
        Assert.Equal(left, Times.Left(DateTimeOffset.UnixEpoch.AddSeconds(seconds), Clock));

    [Fact]
    public void A_time_is_shown_where_the_clock_is() => Assert.Equal("1970-01-01T01:00:00+01:00", Times.Local(DateTimeOffset.UnixEpoch, Clock));
}
