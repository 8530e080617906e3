using Pingap.EndToEnd.Tests.Running;

namespace Pingap.EndToEnd.Tests.Examples;

/// <summary>The header example of the README that the project began with.</summary>
public sealed class FirstReadmeHeadersTests(FirstReadmeHeadersTests.World world) : IClassFixture<FirstReadmeHeadersTests.World>
{
    [Theory]
    [InlineData("X-Forwarded-Proto", "https")]
    [InlineData("X-Custom-Header", "own, value")]
    [InlineData("Server", "")]
    [InlineData("X-Powered-By", "")]
    [InlineData("X-Frame-Options", "DENY")]
    [InlineData("X-Content-Type-Options", "nosniff")]
    public async Task The_response_changes(string name, string value)
    {
        using var response = await world.Client.GetAsync("/api/boast");

        Assert.Equal(value, string.Join(", ", response.Field(name)));
    }

    [Fact]
    public async Task The_request_changes()
    {
        var seen = await world.Client.ReceivedAsync("/api/x", "Host: shop.test", "X-Real-IP: 192.0.2.1");

        Assert.Equal(("/api/x", "internal.backend.local", "127.0.0.1"), (seen.Target, seen["Host"], seen["X-Real-IP"]));
    }

    public sealed class World : ProxyFixture
    {
        protected override async Task<string> ConfigureAsync()
        {
            var backend = await BackendAsync();
            backend.Serve("/api/boast", http =>
            {
                http.Response.Headers["X-Custom-Header"] = "own";
                http.Response.Headers.Server = "engine";
                http.Response.Headers["X-Powered-By"] = "steam";
                http.Response.Headers["X-Frame-Options"] = "SAMEORIGIN";
                return Task.CompletedTask;
            });
            return $"""
                {Written.First("headers")}
                [upstreams.backend]
                addrs = ["{backend.Address}"]

                [servers.http]
                addr = "127.0.0.1:0"
                locations = ["api"]
                """;
        }
    }
}
