using Pingap.Actors.Configuration;
using Pingap.Actors.Configuration.Values;

namespace Pingap.Actors.Tests.Configuration.Values;

public class MetricsEndpointTextTests
{
    [Fact]
    public void A_path_is_read_from()
    {
        Assert.True(MetricsEndpointText.TryParse("/metrics", out var endpoint, out _));
        Assert.Equal(new MetricsEndpoint.Pull("/metrics"), endpoint);
    }

    [Theory]
    [InlineData("http://gateway.example/metrics/job/x")]
    [InlineData("https://user:password@gateway.example/?interval=60s&x=y")]
    [InlineData("https://gateway.example/?interval=1m%2030s")]
    public void A_URL_is_sent_to(string text)
    {
        Assert.True(MetricsEndpointText.TryParse(text, out var endpoint, out _));
        Assert.Equal(new MetricsEndpoint.Push(new Secret(text)), endpoint);
    }

    [Theory]
    [InlineData("metrics")]
    [InlineData("/metrics?x")]
    [InlineData("/met rics")]
    [InlineData("://gateway.example")]
    [InlineData("ftp://gateway.example")]
    [InlineData("http://gateway.example?interval=0s")]
    [InlineData("http://gateway.example?interval=")]
    [InlineData("http://gateway.example?x=y&interval=sometimes")]
    public void Anything_else_is_neither(string text) => Assert.False(MetricsEndpointText.TryParse(text, out _, out _));
}
