using System.Net;
using Pingap.EndToEnd.Tests.Running;

namespace Pingap.EndToEnd.Tests.Protocols;

public sealed class RewriteTests(RewriteTests.World world) : IClassFixture<RewriteTests.World>
{
    [Theory]
    [InlineData("/api/users/7?q=a%20b", "/users/7?q=a%20b")]
    [InlineData("/api/", "/")]
    [InlineData("/api", "/")]
    [InlineData("/api?x", "/?x")]
    [InlineData("/old/users", "/new/users")]
    [InlineData("/old", "/new")]
    [InlineData("/users/7/photo?size=1", "/photo/7?size=1")]
    [InlineData("/orders/2024/5", "/archive/2024-5")]
    [InlineData("/version/3/list", "/list")]
    [InlineData("/whole/a/b?c=d", "/seen/example.test/whole/a/b?c=d")]
    public async Task The_backend_is_asked_for_the_path_as_rewritten(string target, string expected)
    {
        var seen = await world.Client.ReceivedAsync(target, "Host: example.test");

        Assert.Equal(expected, seen.Target);
    }

    [Theory]
    [InlineData("/api/a%2Fb", "/a%2Fb")]
    [InlineData("/old/x%20y", "/new/x%20y")]
    public async Task What_was_encoded_stays_encoded(string target, string expected) =>
        Assert.Equal(expected, (await world.Client.ReceivedAsync(target)).Target);

    [Theory]
    [InlineData("/untouched/a%2Fb/%7Euser?q=%41")]
    [InlineData("/untouched//double/;a=b/?")]
    [InlineData("/x/../untouched/./y")]
    public async Task Without_a_rewrite_the_target_arrives_as_it_was_sent(string target)
    {
        // By hand, since clients tidy up paths.
        using var raw = await RawClient.OpenAsync(world.Url);
        await raw.SendAsync($"GET {target} HTTP/1.1\nHost: a\nConnection: close\n\n");

        Assert.Contains($"\"target\":\"{target}\"", await raw.ReadToEndAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/to/first/list", "first", "/list")]
    [InlineData("/to/second/list", "second", "/list")]
    public async Task The_upstream_may_be_a_part_of_the_path(string target, string backend, string expected)
    {
        var seen = await world.Client.ReceivedAsync(target);

        Assert.Equal((backend, expected), (seen.Backend, seen.Target));
    }

    [Fact]
    public async Task An_upstream_that_does_not_exist_is_not_found()
    {
        using var response = await world.Client.GetAsync("/to/nowhere/list");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public async Task The_upstream_may_be_a_part_of_the_host()
    {
        var seen = await world.Client.ReceivedAsync("/tenant", "Host: second.tenants.test");

        Assert.Equal(("second", "second"), (seen.Backend, seen["X-Tenant"]));
    }

    public sealed class World : ProxyFixture
    {
        protected override async Task<string> ConfigureAsync() => $$"""
            [upstreams.first]
            addrs = ["{{(await BackendAsync(new() { Name = "first" })).Address}}"]

            [upstreams.second]
            addrs = ["{{(await BackendAsync(new() { Name = "second" })).Address}}"]

            [locations.strip]
            upstream = "first"
            path = "/api"
            path_type = "prefix"
            rewrite = "/"

            [locations.replace]
            upstream = "first"
            path = "/old"
            rewrite = "/new"

            [locations.numbered]
            upstream = "first"
            path = "/users"
            rewrite = "^/users/([0-9]+)/(.*)$ /$2/$1"

            [locations.named]
            upstream = "first"
            path = "~^/orders/(?<year>[0-9]+)/(?<month>[0-9]+)$"
            rewrite = "/archive/${year}-$month"

            [locations.take_out]
            upstream = "first"
            path = "/version"
            rewrite = "^/version/[0-9]+"

            [locations.whole]
            upstream = "first"
            path = "/whole"
            rewrite = "/seen/$host$uri"

            [locations.untouched]
            upstream = "first"
            path = "/untouched"

            [locations.dynamic]
            upstream = "$name"
            path = "~^/to/(?<name>[a-z]+)/"
            rewrite = "^/to/[a-z]+/(.*)$ /$1"

            [locations.tenant]
            upstream = "$tenant"
            host = '~^(?<tenant>[a-z]+)\.tenants\.test$'
            proxy_set_headers = ["X-Tenant: $tenant"]

            [servers.http]
            addr = "127.0.0.1:0"
            locations = ["strip", "replace", "numbered", "named", "take_out", "whole", "untouched", "dynamic", "tenant"]
            """;
    }
}
