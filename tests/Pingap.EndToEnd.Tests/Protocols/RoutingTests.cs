using System.Net;
using Pingap.EndToEnd.Tests.Running;

namespace Pingap.EndToEnd.Tests.Protocols;

/// <summary>Which location takes a request; each says its name in X-Location.</summary>
public sealed class RoutingTests(RoutingTests.World world) : IClassFixture<RoutingTests.World>
{
    [Theory]
    [InlineData("GET", "any.test", "/page", "exact")]
    [InlineData("GET", "any.test", "/page/", "prefix")]
    [InlineData("GET", "any.test", "/page/more", "prefix")]
    [InlineData("GET", "any.test", "/page/longer/more", "longer_prefix")]
    [InlineData("GET", "any.test", "/pages", "rest")]
    [InlineData("GET", "any.test", "/Page", "rest")]
    [InlineData("GET", "any.test", "/files.d", "open_prefix")]
    [InlineData("GET", "any.test", "/v12/x", "regex")]
    [InlineData("GET", "any.test", "/v/x", "rest")]
    [InlineData("GET", "any.test", "/p%61ge", "exact")]
    [InlineData("GET", "any.test", "/x/../page", "exact")]
    [InlineData("GET", "any.test", "/page%2Fmore", "rest")]
    [InlineData("GET", "any.test", "/page/urgent", "urgent")]
    [InlineData("GET", "shop.test", "/", "host")]
    [InlineData("GET", "SHOP.test:8080", "/", "host")]
    [InlineData("GET", "www.shop.test", "/", "suffix")]
    [InlineData("GET", "a.b.shop.test", "/", "suffix")]
    [InlineData("GET", "xshop.test", "/", "rest")]
    [InlineData("GET", "db7.test", "/", "host_regex")]
    [InlineData("GET", "db.test", "/", "rest")]
    [InlineData("GET", "shop.test", "/page", "exact")]
    [InlineData("POST", "any.test", "/any", "writes")]
    [InlineData("DELETE", "any.test", "/any", "writes")]
    [InlineData("PUT", "any.test", "/any", "rest")]
    [InlineData("GET", "any.test", "/any", "header", "X-Version: 2")]
    [InlineData("GET", "any.test", "/any", "rest", "X-Version: 3")]
    [InlineData("GET", "any.test", "/any", "header_there", "X-Debug: whatever")]
    [InlineData("GET", "any.test", "/any?plan=gold", "query")]
    [InlineData("GET", "any.test", "/any?a=b&plan=gold&c", "query")]
    [InlineData("GET", "any.test", "/any?plan=golden", "rest")]
    [InlineData("GET", "any.test", "/any?trace", "query_there")]
    [InlineData("GET", "any.test", "/any", "cookie", "Cookie: a=b; group=beta")]
    [InlineData("GET", "any.test", "/any", "rest", "Cookie: group=alpha")]
    [InlineData("GET", "any.test", "/any", "all_of_them", "X-One: 1", "X-Two: 2")]
    [InlineData("GET", "any.test", "/any", "rest", "X-One: 1")]
    public async Task The_request_goes_to_the_location(string method, string host, string target, string location, params string[] fields)
    {
        // By hand, since clients tidy up paths.
        using var raw = await RawClient.OpenAsync(world.Url);
        var lines = string.Concat(fields.Select(field => $"{field}\n"));
        await raw.SendAsync($"{method} {target} HTTP/1.1\nHost: {host}\n{lines}Content-Length: 0\n\n");
        var head = await raw.ReadHeadAsync();

        Assert.Contains($"\nX-Location: {location}\n", head, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_knows_only_its_own_locations()
    {
        using var response = await world.Client.GetAsync(new Uri(await world.Proxy.UrlAsync("other"), "/page"));

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public async Task The_authority_of_HTTP2_is_the_host()
    {
        using var request = Clients.Request("2.0", HttpMethod.Get, "/").With("Host: shop.test");
        using var response = await world.Client.SendAsync(request);

        Assert.Equal("host", response.Field("X-Location").Single());
    }

    [Fact]
    public async Task The_host_of_an_absolute_target_wins_over_the_field()
    {
        using var raw = await RawClient.OpenAsync(world.Url);
        await raw.SendAsync("GET http://shop.test/ HTTP/1.1\nHost: shop.test\n\n");

        Assert.Contains("\nX-Location: host\n", await raw.ReadHeadAsync(), StringComparison.Ordinal);
    }

    public sealed class World : ProxyFixture
    {
        private static readonly string[] Locations =
        [
            Location("exact", "path = '/page'", "path_type = 'exact'"),
            Location("prefix", "path = '/page'", "path_type = 'prefix'"),
            Location("longer_prefix", "path = '/page/longer'"),
            Location("open_prefix", "path = '/files'", "path_boundary = false"),
            Location("regex", "path = '^/v[0-9]+/'", "path_type = 'regex'"),
            Location("urgent", "path = '/page/urg'", "path_boundary = false", "priority = 9999"),
            Location("host", "host = 'shop.test'"),
            Location("suffix", "host = '*.shop.test'"),
            Location("host_regex", "host = '~^db[0-9]+\\.test$'"),
            Location("writes", "match_methods = ['POST', 'DELETE']", "path = '/any'"),
            Location("header", "match_headers = ['X-Version:2']", "path = '/any'"),
            Location("header_there", "match_headers = ['X-Debug']", "path = '/any'"),
            Location("query", "match_query = ['plan:gold']", "path = '/any'"),
            Location("query_there", "match_query = ['trace']", "path = '/any'"),
            Location("cookie", "match_cookies = ['group:beta']", "path = '/any'"),
            Location("all_of_them", "match_headers = ['X-One:1', 'X-Two:2']", "path = '/any'"),
            Location("rest"),
        ];

        protected override async Task<string> ConfigureAsync() => $"""
            [upstreams.backend]
            addrs = ["{(await BackendAsync()).Address}"]

            {string.Join("\n", Locations)}

            [servers.http]
            addr = "127.0.0.1:0"
            locations = [{Names(Locations)}]
            enabled_h2 = true

            [servers.other]
            addr = "127.0.0.1:0"
            locations = ["host"]
            """;

        private static string Location(string name, params string[] settings) => $$"""
            [locations.{{name}}]
            upstream = "backend"
            headers_set = { X-Location = "{{name}}" }
            {{string.Join("\n", settings)}}
            """;

        private static string Names(string[] locations) => string.Join(", ", locations.Select(l => $"'{l[(l.IndexOf('.') + 1)..l.IndexOf(']')]}'"));
    }
}
