using Pingap.Cli.Conversion.Syntax;

namespace Pingap.Cli.Tests.Conversion.Syntax;

public sealed class NginxUnitsTests
{
    [Theory]
    [InlineData("30", "30s")]
    [InlineData("30s", "30s")]
    [InlineData("500ms", "500ms")]
    [InlineData("1m 30s", "90s")]
    [InlineData("1h30m", "90m")]
    [InlineData("120", "2m")]
    [InlineData("1d", "1d")]
    [InlineData("1w", "7d")]
    [InlineData("0", "0ms")]
    public void A_time_is_written_in_our_words(string nginx, string ours)
    {
        Assert.True(NginxUnits.TryTime(nginx, out var time));
        Assert.Equal(ours, NginxUnits.Written(time));
    }

    [Theory]
    [InlineData("")]
    [InlineData("s")]
    [InlineData("1x")]
    [InlineData("$t")]
    [InlineData("99999999999999y")]
    public void What_is_no_time_is_none(string text) => Assert.False(NginxUnits.TryTime(text, out _));

    [Theory]
    [InlineData("512", "512")]
    [InlineData("8k", "8kib")]
    [InlineData("1M", "1mib")]
    [InlineData("2g", "2gib")]
    [InlineData("0", "0")]
    [InlineData("0m", "0")]
    public void A_size_counts_in_powers_of_1024(string nginx, string ours)
    {
        Assert.True(NginxUnits.TrySize(nginx, out var size));
        Assert.Equal(ours, size);
    }

    [Theory]
    [InlineData("")]
    [InlineData("m")]
    [InlineData("1t")]
    [InlineData("-1")]
    public void What_is_no_size_is_none(string text) => Assert.False(NginxUnits.TrySize(text, out _));
}
