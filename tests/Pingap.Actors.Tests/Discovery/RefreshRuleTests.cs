using Pingap.Actors.Discovery;

namespace Pingap.Actors.Tests.Discovery;

public sealed class RefreshRuleTests
{
    [Theory]
    [InlineData(null, 60, 60)]
    [InlineData(30, 60, 30)]
    [InlineData(0, 60, 5)]
    [InlineData(0, 2, 2)]
    [InlineData(100, 60, 60)]
    [InlineData(86400, 86400, 300)]
    public void An_answer_is_good_for_as_long_as_it_says_within_limits(int? freshFor, int interval, int next) => Assert.Equal(
        TimeSpan.FromSeconds(next), RefreshRule.AfterSuccess(freshFor is { } seconds ? TimeSpan.FromSeconds(seconds) : null, TimeSpan.FromSeconds(interval)));

    [Theory]
    [InlineData(0, 60, 1)]
    [InlineData(1, 60, 2)]
    [InlineData(2, 60, 4)]
    [InlineData(3, 60, 5)]
    [InlineData(1000, 60, 5)]
    [InlineData(1000, 3, 3)]
    public void Trouble_is_looked_into_soon(int failures, int interval, int next) =>
        Assert.Equal(TimeSpan.FromSeconds(next), RefreshRule.AfterTrouble(failures, TimeSpan.FromSeconds(interval)));
}
