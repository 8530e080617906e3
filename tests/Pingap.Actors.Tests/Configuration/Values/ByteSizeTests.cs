using Pingap.Actors.Configuration.Values;

namespace Pingap.Actors.Tests.Configuration.Values;

public class ByteSizeTests
{
    [Theory]
    [InlineData("512", 512)]
    [InlineData("512b", 512)]
    [InlineData("10mb", 10_000_000)]
    [InlineData("10MB", 10_000_000)]
    [InlineData("10 MB", 10_000_000)]
    [InlineData("4kib", 4096)]
    [InlineData("4KiB", 4096)]
    [InlineData("1k", 1000)]
    [InlineData("1.5gb", 1_500_000_000)]
    [InlineData("1eib", 1L << 60)]
    public void Known_forms_are_read(string text, long bytes)
    {
        Assert.True(ByteSize.TryParse(text, out var value, out _));
        Assert.Equal(bytes, value);
    }

    [Theory]
    [InlineData("")]
    [InlineData("mb")]
    [InlineData("-1mb")]
    [InlineData("10mbit")]
    [InlineData("10 m b")]
    [InlineData("2eib")]
    [InlineData("1 1")]
    public void Anything_else_is_refused(string text) => Assert.False(ByteSize.TryParse(text, out _, out _));
}
