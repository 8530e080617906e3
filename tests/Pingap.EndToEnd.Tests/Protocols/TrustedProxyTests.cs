using Pingap.EndToEnd.Tests.Running;

namespace Pingap.EndToEnd.Tests.Protocols;

/// <summary>How backends learn whom the proxy speaks for, when the client is a proxy that is trusted.</summary>
public sealed class TrustedProxyTests(TrustedProxyTests.World world) : IClassFixture<TrustedProxyTests.World>
{
    [Theory]
    [InlineData("203.0.113.7", "203.0.113.7")]
    [InlineData("203.0.113.7, 10.1.2.3", "203.0.113.7")]
    [InlineData("192.0.2.66, 203.0.113.7, 10.1.2.3", "203.0.113.7")]
    [InlineData("10.9.9.9, 10.1.2.3", "10.9.9.9")]
    [InlineData("203.0.113.7, unknown", "127.0.0.1")]
    public async Task The_client_is_the_right_most_hop_that_is_not_trusted(string forwardedFor, string client)
    {
        var seen = await world.Client.ReceivedAsync("/", $"X-Forwarded-For: {forwardedFor}");

        Assert.Equal((client, client), (seen["X-Real-IP"], seen["X-Client"]));
        Assert.Equal($"{forwardedFor}, 127.0.0.1", seen["X-Forwarded-For"]);
    }

    [Fact]
    public async Task What_the_trusted_proxy_says_of_the_request_is_kept()
    {
        var seen = await world.Client.ReceivedAsync(
            "/", "X-Forwarded-For: 203.0.113.7", "X-Forwarded-Proto: https", "X-Forwarded-Host: shop.test", "X-Forwarded-Port: 443");

        Assert.Equal(("https", "shop.test", "443"), (seen["X-Forwarded-Proto"], seen["X-Forwarded-Host"], seen["X-Forwarded-Port"]));
    }

    [Fact]
    public async Task Forwarded_is_read_where_there_is_no_X_Forwarded_For()
    {
        var seen = await world.Client.ReceivedAsync("/", "Forwarded: for=\"[2001:db8::7]:4711\";proto=https, for=10.1.2.3");

        Assert.Equal("2001:db8::7", seen["X-Real-IP"]);
    }

    public sealed class World : ProxyFixture
    {
        protected override async Task<string> ConfigureAsync() => $$"""
            [basic]
            trusted_proxies = ["127.0.0.1", "10.0.0.0/8"]

            [upstreams.backend]
            addrs = ["{{(await BackendAsync()).Address}}"]

            [locations.all]
            upstream = "backend"
            proxy_set_headers = { X-Client = "$remote_addr" }

            [servers.http]
            addr = "127.0.0.1:0"
            locations = ["all"]
            """;
    }
}
