using System.Net;
using System.Text.Json;
using Pingap.EndToEnd.Tests.Running;

namespace Pingap.EndToEnd.Tests.Protocols;

/// <summary>Requests that the proxy answers itself, and how its pages look.</summary>
public sealed class RefusalTests(RefusalTests.World world) : IClassFixture<RefusalTests.World>
{
    [Fact]
    public async Task Without_a_location_nothing_is_found()
    {
        using var response = await world.Client.GetAsync("/nowhere");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Theory]
    [InlineData("/../secret")]
    [InlineData("/small/../../secret")]
    [InlineData("/small/%2e%2e/%2E./secret")]
    [InlineData("/small/%zz")]
    [InlineData("/small/%00")]
    public async Task A_path_that_escapes_the_root_or_is_malformed_is_a_bad_request(string target)
    {
        using var raw = await RawClient.OpenAsync(world.Url);
        await raw.SendAsync($"GET {target} HTTP/1.1\nHost: a\n\n");

        Assert.StartsWith("HTTP/1.1 400 ", await raw.ReadHeadAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1.1", 1024, HttpStatusCode.OK)]
    [InlineData("1.1", 1025, HttpStatusCode.RequestEntityTooLarge)]
    [InlineData("2.0", 1024, HttpStatusCode.OK)]
    [InlineData("2.0", 1025, HttpStatusCode.RequestEntityTooLarge)]
    public async Task A_body_may_be_as_large_as_the_location_says(string version, int size, HttpStatusCode status)
    {
        using var request = Clients.Request(version, HttpMethod.Post, "/small");
        request.Content = new ByteArrayContent(new byte[size]);
        using var response = await world.Client.SendAsync(request);

        Assert.Equal(status, response.StatusCode);
    }

    [Fact]
    public async Task A_body_that_turns_out_too_large_is_refused_as_well()
    {
        using var raw = await RawClient.OpenAsync(world.Url);
        await raw.SendAsync($"POST /small HTTP/1.1\nHost: a\nTransfer-Encoding: chunked\n\n401\n{new string('x', 0x401)}\n0\n\n");

        Assert.StartsWith("HTTP/1.1 413 ", await raw.ReadHeadAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_that_is_too_large_is_not_asked_for()
    {
        using var raw = await RawClient.OpenAsync(world.Url);
        await raw.SendAsync("POST /small HTTP/1.1\nHost: a\nContent-Length: 1025\nExpect: 100-continue\n\n");

        Assert.StartsWith("HTTP/1.1 413 ", await raw.ReadHeadAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "text/html")]
    [InlineData("*/*", "text/html")]
    [InlineData("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html")]
    [InlineData("application/json", "application/json")]
    [InlineData("application/json, text/plain, */*", "application/json")]
    [InlineData("text/html;q=0.5, application/json", "application/json")]
    public async Task The_page_is_of_the_type_that_the_client_prefers(string? accept, string type)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/nowhere");
        if (accept is not null) request.With($"Accept: {accept}");
        using var response = await world.Client.SendAsync(request);

        Assert.Equal(type, response.Content.Headers.ContentType?.MediaType);
        Assert.True(response.Headers.CacheControl?.NoStore);
    }

    [Fact]
    public async Task The_HTML_page_cannot_be_made_to_say_something_else()
    {
        using var raw = await RawClient.OpenAsync(world.Url);
        await raw.SendAsync("GET /nowhere/<script>alert(1)</script>?<b> HTTP/1.1\nHost: <i>\nConnection: close\n\n");
        var answer = await raw.ReadToEndAsync();

        Assert.DoesNotContain("<script>", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("<i>", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_JSON_page_has_the_status_the_path_and_the_request_id()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/no%22where").With("Accept: application/json");
        using var response = await world.Client.SendAsync(request);
        using var page = JsonDocument.Parse(await response.Content.ReadAsStringAsync());

        Assert.Equal(404, page.RootElement.GetProperty("status").GetInt32());
        Assert.Equal("Not Found", page.RootElement.GetProperty("error").GetString());
        Assert.Equal("/no%22where", page.RootElement.GetProperty("path").GetString());
        Assert.Matches("^[0-9a-f]{32}$", page.RootElement.GetProperty("request_id").GetString()!);
    }

    [Fact]
    public async Task The_page_does_not_follow_a_HEAD()
    {
        using var raw = await RawClient.OpenAsync(world.Url);
        await raw.SendAsync("HEAD /nowhere HTTP/1.1\nHost: a\n\n");
        Assert.StartsWith("HTTP/1.1 404 ", await raw.ReadHeadAsync(), StringComparison.Ordinal);

        await raw.SendAsync("GET /small HTTP/1.1\nHost: a\n\n");
        Assert.StartsWith("HTTP/1.1 200 ", await raw.ReadHeadAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_proxy_is_no_tunnel()
    {
        using var raw = await RawClient.OpenAsync(world.Url);
        await raw.SendAsync("CONNECT example.com:443 HTTP/1.1\nHost: example.com:443\n\n");

        Assert.StartsWith("HTTP/1.1 501 ", await raw.ReadHeadAsync(), StringComparison.Ordinal);
    }

    public sealed class World : ProxyFixture
    {
        protected override async Task<string> ConfigureAsync() => $"""
            [upstreams.backend]
            addrs = ["{(await BackendAsync()).Address}"]

            [locations.small]
            upstream = "backend"
            path = "/small"
            client_max_body_size = "1kib"

            [servers.http]
            addr = "127.0.0.1:0"
            locations = ["small"]
            enabled_h2 = true
            """;
    }
}
