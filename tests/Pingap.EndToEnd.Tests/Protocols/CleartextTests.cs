using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Pingap.EndToEnd.Tests.Running;
using Pingap.Testing.Backends;

namespace Pingap.EndToEnd.Tests.Protocols;

public sealed class CleartextTests(CleartextTests.World world) : IClassFixture<CleartextTests.World>
{
    [Theory]
    [InlineData("1.1")]
    [InlineData("2.0")]
    public async Task One_port_speaks_both_versions(string version)
    {
        using var request = Clients.Request(version, HttpMethod.Get, "/here?q=1");
        using var response = await world.Client.SendAsync(request);

        Assert.Equal(Version.Parse(version), response.Version);
        Assert.Equal(("HTTP/1.1", "/here?q=1"), await response.ReceivedAsync() is var seen ? (seen.Protocol, seen.Target) : default);
    }

    [Fact]
    public async Task A_server_without_HTTP2_refuses_it()
    {
        using var request = Clients.Request("2.0", HttpMethod.Get, new Uri(await world.Proxy.UrlAsync("plain"), "/").ToString());

        await Assert.ThrowsAsync<HttpRequestException>(() => world.Client.SendAsync(request));
    }

    [Fact]
    public async Task A_client_of_HTTP_1_0_is_answered_and_the_connection_closed()
    {
        using var raw = await RawClient.OpenAsync(world.Url);
        await raw.SendAsync("GET /old HTTP/1.0\n\n");

        Assert.StartsWith("HTTP/1.1 200 OK\n", await raw.ReadHeadAsync(), StringComparison.Ordinal);
        Assert.Contains("/old", await raw.ReadToEndAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1.1")]
    [InlineData("2.0")]
    public async Task HEAD_tells_the_length_of_a_body_that_does_not_come(string version)
    {
        var path = world.Backend.Serve(http =>
        {
            http.Response.ContentLength = 1234;
            return Task.CompletedTask;
        });
        using var request = Clients.Request(version, HttpMethod.Head, path);
        using var response = await world.Client.SendAsync(request);

        Assert.Equal(1234, response.Content.Headers.ContentLength);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync());
    }

    [Theory]
    [InlineData("HEAD", 200, "Content-Length: 7")]
    [InlineData("GET", 204, "")]
    [InlineData("GET", 304, "ETag: \"a\"")]
    public async Task After_an_answer_without_a_body_the_connection_serves_the_next_request(string method, int status, string field)
    {
        var path = world.Backend.Serve(http =>
        {
            http.Response.StatusCode = status;
            if (method is "HEAD") http.Response.ContentLength = 7;
            if (status is 304) http.Response.Headers.ETag = "\"a\"";
            return Task.CompletedTask;
        });
        using var raw = await RawClient.OpenAsync(world.Url);
        await raw.SendAsync($"{method} {path} HTTP/1.1\nHost: a\n\n");
        var first = await raw.ReadHeadAsync();
        await raw.SendAsync("GET /next HTTP/1.1\nHost: a\nConnection: close\n\n");

        Assert.StartsWith($"HTTP/1.1 {status} ", first, StringComparison.Ordinal);
        Assert.Contains(field, first, StringComparison.Ordinal);
        Assert.DoesNotContain("Transfer-Encoding", first, StringComparison.Ordinal);
        if (status is 204) Assert.DoesNotContain("Content-Length", first, StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 200 OK\n", await raw.ReadHeadAsync(), StringComparison.Ordinal);
        Assert.Contains("/next", await raw.ReadToEndAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Trailers_pass_from_HTTP2_to_HTTP2()
    {
        var path = world.Http2Backend.Serve(async http =>
        {
            http.Response.DeclareTrailer("X-Checksum");
            await http.Response.WriteAsync("body");
            http.Response.AppendTrailer("X-Checksum", "abc");
        });
        using var request = Clients.Request("2.0", HttpMethod.Get, path).With("Host: h2.test");
        using var response = await world.Client.SendAsync(request);

        Assert.Equal("body", await response.Content.ReadAsStringAsync());
        Assert.Equal(["abc"], response.TrailingHeaders.GetValues("X-Checksum"));
    }

    [Fact]
    public async Task Trailers_pass_from_HTTP1_to_HTTP2()
    {
        await using var backend = RawBackend.Answering(
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: X-Checksum\r\n\r\n4\r\nbody\r\n0\r\nX-Checksum: abc\r\n\r\n");
        await using var proxy = RunningProxy.Start($"""
            [upstreams.raw]
            addrs = ["{backend.Address}"]

            [locations.all]
            upstream = "raw"

            [servers.http]
            addr = "127.0.0.1:0"
            locations = ["all"]
            enabled_h2 = true
            """);
        using var request = Clients.Request("2.0", HttpMethod.Get, (await proxy.UrlAsync()).ToString());
        using var response = await world.Client.SendAsync(request);

        Assert.Equal("body", await response.Content.ReadAsStringAsync());
        Assert.Equal(["abc"], response.TrailingHeaders.GetValues("X-Checksum"));
    }

    [Fact]
    public async Task OPTIONS_for_the_server_as_a_whole_is_answered_by_the_proxy()
    {
        using var raw = await RawClient.OpenAsync(world.Url);
        await raw.SendAsync("OPTIONS * HTTP/1.1\nHost: a\n\n");

        Assert.StartsWith("HTTP/1.1 204 ", await raw.ReadHeadAsync(), StringComparison.Ordinal);
    }

    public sealed class World : ProxyFixture
    {
        public Backend Backend { get; private set; } = null!;

        public Backend Http2Backend { get; private set; } = null!;

        protected override async Task<string> ConfigureAsync()
        {
            Backend = await BackendAsync();
            Http2Backend = await BackendAsync(new() { Protocols = HttpProtocols.Http2 });
            return $"""
                [upstreams.h1]
                addrs = ["{Backend.Address}"]

                [upstreams.h2]
                addrs = ["{Http2Backend.Address}"]
                alpn = "h2"

                [locations.h1]
                upstream = "h1"

                [locations.h2]
                upstream = "h2"
                host = "h2.test"

                [servers.http]
                addr = "127.0.0.1:0"
                locations = ["h1", "h2"]
                enabled_h2 = true

                [servers.plain]
                addr = "127.0.0.1:0"
                locations = ["h1"]
                """;
        }
    }
}
