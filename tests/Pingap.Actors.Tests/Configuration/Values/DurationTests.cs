using Pingap.Actors.Configuration.Values;

namespace Pingap.Actors.Tests.Configuration.Values;

public class DurationTests
{
    [Theory]
    [InlineData("10s", 10_000)]
    [InlineData("1m30s", 90_000)]
    [InlineData("1m 30s", 90_000)]
    [InlineData("500ms", 500)]
    [InlineData("2h", 7_200_000)]
    [InlineData("1d", 86_400_000)]
    [InlineData("1.5s", 1_500)]
    [InlineData("2 minutes", 120_000)]
    [InlineData("1week", 604_800_000)]
    [InlineData(" 5s ", 5_000)]
    [InlineData("0", 0)]
    [InlineData("250us", 0.25)]
    public void Known_forms_are_read(string text, double milliseconds)
    {
        Assert.True(Duration.TryParse(text, out var value, out _));
        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), value);
    }

    [Theory]
    [InlineData("")]
    [InlineData("10")]
    [InlineData("s")]
    [InlineData("-1s")]
    [InlineData("1.s.")]
    [InlineData("10 parsecs")]
    [InlineData("1e3s")]
    [InlineData("25d")]
    [InlineData("99999999999999999999999999999999999999d")]
    public void Anything_else_is_refused(string text) => Assert.False(Duration.TryParse(text, out _, out _));

    [Fact]
    public void Too_long_says_how_long_it_may_be()
    {
        Assert.False(Duration.TryParse("30d", out _, out var wrong));
        Assert.Equal("is too long; use at most 24d", wrong);
    }
}
