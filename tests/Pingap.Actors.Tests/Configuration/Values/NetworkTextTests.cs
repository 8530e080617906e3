using Pingap.Actors.Configuration.Values;

namespace Pingap.Actors.Tests.Configuration.Values;

public class NetworkTextTests
{
    [Theory]
    [InlineData("10.0.0.0/8", "10.0.0.0/8")]
    [InlineData("10.1.2.3/8", "10.0.0.0/8")]
    [InlineData("192.168.1.7", "192.168.1.7/32")]
    [InlineData("::1", "::1/128")]
    [InlineData("fd00::7/8", "fd00::/8")]
    [InlineData("0.0.0.0/0", "0.0.0.0/0")]
    public void Known_forms_are_read(string text, string network)
    {
        Assert.True(NetworkText.TryParse(text, out var value, out _));
        Assert.Equal(network, value.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("10.0.0.0/33")]
    [InlineData("10.0.0.0/x")]
    [InlineData("somewhere/8")]
    public void Anything_else_is_refused(string text) => Assert.False(NetworkText.TryParse(text, out _, out _));
}
