using Pingap.Actors.Configuration.Values;

namespace Pingap.Actors.Tests.Configuration.Values;

public class ListenAddressTextTests
{
    [Theory]
    [InlineData("127.0.0.1:8080", "127.0.0.1:8080")]
    [InlineData(":80", "0.0.0.0:80")]
    [InlineData("localhost:0", "127.0.0.1:0")]
    [InlineData("[::1]:8080", "[::1]:8080")]
    public void Known_forms_are_read(string text, string address)
    {
        Assert.True(ListenAddressText.TryParse(text, out var value, out _));
        Assert.Equal(address, value.ToString());
    }

    [Theory]
    [InlineData("127.0.0.1", "has no port; write it as 127.0.0.1:8080")]
    [InlineData("127.0.0.1:x", "has a port that is not a number from 0 to 65535")]
    [InlineData("127.0.0.1:65536", "has a port that is not a number from 0 to 65535")]
    [InlineData("::1:8080", "has no port; write it as 127.0.0.1:8080")]
    [InlineData("[::1:8080", "is not an IPv6 address in brackets; write one such as [::1]:8080")]
    [InlineData("[::1]8080", "has something between ] and the port; write [::1]:8080")]
    [InlineData("a:b:c", "has more than one colon; write an IPv6 address in brackets, such as [::1]:8080")]
    [InlineData("example.com:80", "is not an IP address and port; write one such as 127.0.0.1:8080, or 0.0.0.0:8080 for every address")]
    public void What_is_wrong_is_said(string text, string message)
    {
        Assert.False(ListenAddressText.TryParse(text, out _, out var wrong));
        Assert.Equal(message, wrong);
    }
}
