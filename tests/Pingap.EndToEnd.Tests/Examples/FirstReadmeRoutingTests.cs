using Pingap.EndToEnd.Tests.Running;

namespace Pingap.EndToEnd.Tests.Examples;

/// <summary>The routing examples of the README that the project began with; each location says its name in X-Location.</summary>
public sealed class FirstReadmeRoutingTests(FirstReadmeRoutingTests.World world) : IClassFixture<FirstReadmeRoutingTests.World>
{
    [Theory]
    [InlineData("any.test", "/api/v1/users", "exact")]
    [InlineData("any.test", "/api/v1/users/7", "regex")]
    [InlineData("any.test", "/api/v22/orders", "regex")]
    [InlineData("any.test", "/static/logo.png", "prefix")]
    [InlineData("any.test", "/static", "prefix")]
    [InlineData("any.test", "/statics", "404")]
    [InlineData("any.test", "/api/", "404")]
    [InlineData("api.example.com", "/anything", "host_routing")]
    [InlineData("API.example.com:8080", "/", "host_routing")]
    public async Task The_request_goes_to_the_location(string host, string target, string location)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, target).With($"Host: {host}");
        using var response = await world.Client.SendAsync(request);

        Assert.Equal(location, response.Field("X-Location").SingleOrDefault() ?? $"{(int)response.StatusCode}");
    }

    /// <summary>The one that says nothing has 128 for its host; the path alone counts nothing.</summary>
    [Theory]
    [InlineData("/api/v1/users")]
    [InlineData("/api/v1/orders")]
    [InlineData("/static/logo.png")]
    public async Task A_host_without_a_priority_comes_before_low_priorities(string target)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, target).With("Host: api.example.com");
        using var response = await world.Client.SendAsync(request);

        Assert.Equal("host_routing", response.Field("X-Location").Single());
    }

    public sealed class World : TwoBackends
    {
        private static readonly string[] Locations = ["exact", "prefix", "regex", "host_routing"];

        protected override string Toml() => $"""
            {Written.First("routing")}
            {string.Concat(Locations.Select(name => $"[locations.{name}.headers_set]\nX-Location = '{name}'\n"))}
            [upstreams.backend]
            addrs = ["{First.Address}"]

            [servers.http]
            addr = "127.0.0.1:0"
            locations = ['{string.Join("', '", Locations)}']
            """;
    }
}
