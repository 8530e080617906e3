using System.Net;
using Microsoft.AspNetCore.Http;
using Pingap.EndToEnd.Tests.Running;

namespace Pingap.EndToEnd.Tests.Protocols;

/// <summary>What locations change in the headers that pass, and what never passes.</summary>
public sealed class HeaderTests(HeaderTests.World world) : IClassFixture<HeaderTests.World>
{
    [Theory]
    [InlineData("X-Added", "own, by pingap")]
    [InlineData("X-New", "new")]
    [InlineData("X-Replaced", "ours")]
    [InlineData("X-Powered-By", "")]
    [InlineData("Server", "")]
    [InlineData("X-Left", "alone")]
    public async Task Response_fields_change_as_the_location_says(string name, string value)
    {
        var path = world.Backend.Serve(http =>
        {
            http.Response.Headers["X-Added"] = "own";
            http.Response.Headers["X-Replaced"] = "theirs";
            http.Response.Headers["X-Powered-By"] = "steam";
            http.Response.Headers.Server = "engine";
            http.Response.Headers["X-Left"] = "alone";
            return Task.CompletedTask;
        });
        using var response = await world.Client.GetAsync($"/readme{path}");

        Assert.Equal(value, string.Join(", ", response.Field(name)));
    }

    [Fact]
    public async Task Response_fields_change_on_the_proxys_own_pages_too()
    {
        using var response = await world.Client.GetAsync("/down");

        Assert.Equal((HttpStatusCode.BadGateway, "ours"), (response.StatusCode, response.Field("X-Replaced").Single()));
    }

    [Theory]
    [InlineData("/readme/x", "X-Set", "ours")]
    [InlineData("/readme/x", "Host", "internal.backend.local")]
    [InlineData("/pingap/x", "X-Set", "ours")]
    [InlineData("/pingap/x", "X-Added", "theirs, ours, more")]
    [InlineData("/pingap/x", "Host", "inner.test")]
    public async Task Request_fields_change_as_the_location_says(string target, string name, string value)
    {
        var seen = await world.Client.ReceivedAsync(target, "Host: outer.test", "X-Set: theirs", "X-Added: theirs");

        Assert.Equal(value, seen[name]);
    }

    [Fact]
    public async Task Without_a_rule_the_backend_gets_the_Host_that_the_client_sent()
    {
        var seen = await world.Client.ReceivedAsync("/variables", "Host: Outer.test:99");

        Assert.Equal("Outer.test:99", seen["Host"]);
    }

    [Fact]
    public async Task Variables_stand_for_what_they_say()
    {
        using var raw = await RawClient.OpenAsync(world.Url);
        await raw.SendAsync("""
            GET /variables/%41?b=1&c HTTP/1.1
            Host: Outer.test:99
            X-User: me
            X-Forwarded-For: 192.0.2.1
            Connection: close


            """);
        await raw.ReadHeadAsync();
        var seen = await raw.ReadToEndAsync();

        Assert.Contains($"\"x-place\":\"http://Outer.test/variables/%41?b=1&c via GET\"", seen, StringComparison.Ordinal);
        Assert.Contains($"\"x-client\":\"127.0.0.1:{raw.Port}\"", seen, StringComparison.Ordinal);
        Assert.Contains($"\"x-server\":\"127.0.0.1:{world.Url.Port} on {Environment.MachineName}\"", seen, StringComparison.Ordinal);
        Assert.Contains($"\"x-backend\":\"{world.Backend.Address}\"", seen, StringComparison.Ordinal);
        Assert.Contains("\"x-user-was\":\"me + $\"", seen, StringComparison.Ordinal);
        Assert.Contains("\"x-for\":\"127.0.0.1\"", seen, StringComparison.Ordinal);
        Assert.Matches("\"x-id\":\"[0-9a-f]{32}\"", seen);
    }

    [Fact]
    public async Task Fields_of_the_clients_connection_stay_with_it()
    {
        using var raw = await RawClient.OpenAsync(world.Url);
        await raw.SendAsync("""
            GET /plain HTTP/1.1
            Host: a
            Connection: X-Private, X-Private-Too
            X-Private-Too: 2
            X-Private: 1
            Keep-Alive: timeout=5
            Proxy-Authorization: Basic eDp5
            Proxy-Connection: keep-alive
            TE: gzip
            X-Public: 1


            """);
        await raw.ReadHeadAsync();
        var seen = await raw.ReadUntilAsync("0\r\n\r\n");

        Assert.Contains("x-public", seen, StringComparison.Ordinal);
        foreach (var name in new[] { "x-private", "keep-alive", "proxy-", "\"te\"", "\"connection\"" })
            Assert.DoesNotContain(name, seen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fields_of_the_backends_connection_stay_with_it()
    {
        var path = world.Backend.Serve(http =>
        {
            http.Response.Headers.Connection = "X-Private";
            http.Response.Headers["X-Private"] = "1";
            http.Response.Headers["Keep-Alive"] = "timeout=5";
            http.Response.Headers["Proxy-Authenticate"] = "Basic";
            return Task.CompletedTask;
        });
        using var response = await world.Client.GetAsync($"/plain{path}");

        foreach (var name in new[] { "X-Private", "Keep-Alive", "Proxy-Authenticate", "Connection" }) Assert.Empty(response.Field(name));
    }

    [Fact]
    public async Task Repeated_fields_stay_repeated()
    {
        var path = world.Backend.Serve(http =>
        {
            http.Response.Headers.SetCookie = new(["a=1; Path=/", "b=2; Path=/"]);
            return Task.CompletedTask;
        });
        using var response = await world.Client.GetAsync($"/plain{path}");

        Assert.Equal(["a=1; Path=/", "b=2; Path=/"], response.Field("Set-Cookie"));
    }

    [Fact]
    public async Task Octets_beyond_ASCII_pass_both_ways_unchanged()
    {
        using var raw = await RawClient.OpenAsync(world.Url);
        await raw.SendAsync("GET /octets HTTP/1.1\nHost: a\nX-Name: caf\u00e9 \u00ff\nConnection: close\n\n");

        Assert.Contains("\nX-Echo: caf\u00e9 \u00ff\n", await raw.ReadHeadAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Split_cookies_of_HTTP2_are_one_field_for_a_backend_of_HTTP1()
    {
        using var request = Clients.Request("2.0", HttpMethod.Get, "/plain");
        request.Headers.Add("Cookie", ["a=1", "b=2"]);
        using var response = await world.Client.SendAsync(request);

        Assert.Equal("a=1; b=2", (await response.ReceivedAsync())["Cookie"]);
    }

    public sealed class World : ProxyFixture
    {
        public Backend Backend { get; private set; } = null!;

        protected override async Task<string> ConfigureAsync()
        {
            Backend = await BackendAsync();
            return $$"""
                [upstreams.backend]
                addrs = ["{{Backend.Address}}"]

                [upstreams.down]
                addrs = ["127.0.0.1:1"]
                health_check = "tcp://down?check_frequency=1h&failure=1000"

                [locations.readme]
                upstream = "backend"
                path = "/readme"
                rewrite = "/"
                headers_add = ["X-Added: by pingap", "X-New: new"]
                headers_remove = ["Server", "X-Powered-By"]
                headers_set = { X-Replaced = "ours" }
                proxy_set_headers = { Host = "internal.backend.local", X-Set = "ours" }

                [locations.pingap]
                upstream = "backend"
                path = "/pingap"
                proxy_set_headers = ["Host: inner.test", "X-Set: ours"]
                proxy_add_headers = ["X-Added: ours", "X-Added: more"]

                [locations.down]
                upstream = "down"
                path = "/down"
                headers_set = { X-Replaced = "ours" }

                [locations.octets]
                upstream = "backend"
                path = "/octets"
                headers_set = { X-Echo = "$http_x_name" }

                [locations.variables]
                upstream = "backend"
                path = "/variables"

                [locations.variables.proxy_set_headers]
                X-Place = "$scheme://$host$uri?$args via ${request_method}"
                X-Client = "$remote_addr:$remote_port"
                X-Server = "$server_addr:$server_port on $hostname"
                X-Backend = "$upstream_addr"
                X-User-Was = "$http_x_user + $$"
                X-For = "$proxy_add_x_forwarded_for"
                X-Id = "$request_id"

                [locations.plain]
                upstream = "backend"
                path = "/plain"
                rewrite = "/"

                [servers.http]
                addr = "127.0.0.1:0"
                locations = ["readme", "pingap", "down", "octets", "variables", "plain"]
                enabled_h2 = true
                """;
        }
    }
}
