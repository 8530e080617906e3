using Pingap.EndToEnd.Tests.Running;

namespace Pingap.EndToEnd.Tests.Examples;

/// <summary>configs/sockets.toml: a listener on a Unix domain socket behind a proxy that is believed.</summary>
public sealed class SocketsFileTests(SocketsFileTests.World world) : IClassFixture<SocketsFileTests.World>
{
    [Fact]
    public async Task The_proxy_in_front_says_whose_request_it_is()
    {
        var seen = await world.Local.ReceivedAsync("/", "X-Forwarded-For: 203.0.113.7", "X-Forwarded-Port: 443");

        Assert.Equal(("203.0.113.7", "203.0.113.7, unknown", "443"), (seen["X-Real-IP"], seen["X-Forwarded-For"], seen["X-Forwarded-Port"]));
    }

    [Fact]
    public async Task Where_it_says_nothing_the_client_is_unknown()
    {
        var seen = await world.Local.ReceivedAsync("/");

        Assert.Equal(("unknown", "unknown", null), (seen["X-Real-IP"], seen["X-Forwarded-For"], seen["X-Forwarded-Port"]));
    }

    public sealed class World : UnixSocketFixture
    {
        protected override async Task<string> ConfigureAsync() => Written.Runnable(
            Written.Text("configs/sockets.toml"), ("127.0.0.1:8001", (await BackendAsync()).Address), ("unix:/run/pingap/http.sock", $"unix:{SocketPath}"));
    }
}
