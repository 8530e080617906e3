using Pingap.EndToEnd.Tests.Running;

namespace Pingap.EndToEnd.Tests.Protocols;

/// <summary>How backends learn whom the proxy speaks for, when the client is nobody special.</summary>
public sealed class ForwardedFieldTests(ForwardedFieldTests.World world) : IClassFixture<ForwardedFieldTests.World>
{
    [Fact]
    public async Task The_client_and_what_it_asked_for_are_told()
    {
        var seen = await world.Client.ReceivedAsync("/readme", "Host: shop.test:1234");

        Assert.Equal("127.0.0.1", seen["X-Forwarded-For"]);
        Assert.Equal("127.0.0.1", seen["X-Real-IP"]);
        Assert.Equal("http", seen["X-Forwarded-Proto"]);
        Assert.Equal("shop.test:1234", seen["X-Forwarded-Host"]);
        Assert.Equal($"{world.Url.Port}", seen["X-Forwarded-Port"]);
    }

    [Fact]
    public async Task What_a_stranger_says_of_itself_is_not_passed_on()
    {
        var seen = await world.Client.ReceivedAsync(
            "/readme", "X-Forwarded-For: 192.0.2.1", "X-Real-IP: 192.0.2.1", "X-Forwarded-Proto: https", "X-Forwarded-Host: evil.test",
            "X-Forwarded-Port: 1", "Forwarded: for=192.0.2.1");

        Assert.DoesNotContain(seen.Fields, field => field.Value.Contains("192.0.2.1", StringComparison.Ordinal));
        Assert.Equal(("http", null), (seen["X-Forwarded-Proto"], seen["Forwarded"]));
        Assert.NotEqual("evil.test", seen["X-Forwarded-Host"]);
        Assert.NotEqual("1", seen["X-Forwarded-Port"]);
    }

    [Fact]
    public async Task A_location_in_Pingaps_dialect_tells_nothing_unasked()
    {
        var seen = await world.Client.ReceivedAsync("/pingap");

        Assert.DoesNotContain(seen.Fields.Keys, name => name.StartsWith("x-", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_location_in_Pingaps_dialect_tells_when_asked()
    {
        var seen = await world.Client.ReceivedAsync("/asked");

        Assert.Equal(("127.0.0.1", "127.0.0.1"), (seen["X-Forwarded-For"], seen["X-Real-IP"]));
    }

    public sealed class World : ProxyFixture
    {
        protected override async Task<string> ConfigureAsync() => $"""
            [upstreams.backend]
            addrs = ["{(await BackendAsync()).Address}"]

            [locations.readme]
            upstream = "backend"
            path = "/readme"

            [locations.pingap]
            upstream = "backend"
            path = "/pingap"
            weight = 1000

            [locations.asked]
            upstream = "backend"
            path = "/asked"
            weight = 1000
            enable_reverse_proxy_headers = true

            [servers.http]
            addr = "127.0.0.1:0"
            locations = ["readme", "pingap", "asked"]
            """;
    }
}
