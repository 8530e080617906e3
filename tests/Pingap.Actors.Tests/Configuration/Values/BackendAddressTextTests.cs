using Pingap.Actors.Configuration.Values;

namespace Pingap.Actors.Tests.Configuration.Values;

public class BackendAddressTextTests
{
    [Theory]
    [InlineData("127.0.0.1:8001", "127.0.0.1:8001", null)]
    [InlineData("Backend:8001 3", "backend:8001", 3)]
    [InlineData("backend", "backend:80", null)]
    [InlineData("[::1]:8001  0", "[::1]:8001", 0)]
    [InlineData("my_service-1:80 -2", "my_service-1:80", -2)]
    public void Known_forms_are_read(string text, string address, int? weight)
    {
        Assert.True(BackendAddressText.TryParse(text, 80, out var value, out var found, out _, out _));
        Assert.Equal((address, weight), (value.ToString(), found));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b c")]
    [InlineData("a:1 heavy")]
    [InlineData("a:0")]
    [InlineData("http://a:80")]
    [InlineData("0.0.0.0:80")]
    [InlineData("255.255.255.255:80")]
    [InlineData("224.0.0.1:80")]
    [InlineData("169.254.169.254:80")]
    [InlineData("[::ffff:169.254.1.1]:80")]
    [InlineData("[fe80::1]:80")]
    [InlineData("user@a:80")]
    [InlineData("127.0.0.256:80")]
    [InlineData("a..b:80")]
    [InlineData(":80")]
    public void Anything_else_is_refused(string text) => Assert.False(BackendAddressText.TryParse(text, 80, out _, out _, out _, out _));
}
