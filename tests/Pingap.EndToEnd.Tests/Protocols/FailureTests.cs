using System.Net;
using Microsoft.AspNetCore.Http;
using Pingap.EndToEnd.Tests.Running;
using Pingap.Testing.Backends;

namespace Pingap.EndToEnd.Tests.Protocols;

/// <summary>Backends that fail, and what clients see of it (decisions 14 and 15).</summary>
public sealed class FailureTests(FailureTests.World world) : IClassFixture<FailureTests.World>
{
    [Theory]
    [InlineData("/refused", HttpStatusCode.BadGateway)]
    [InlineData("/hangs_up", HttpStatusCode.BadGateway)]
    [InlineData("/talks_nonsense", HttpStatusCode.BadGateway)]
    [InlineData("/two_lengths", HttpStatusCode.BadGateway)]
    [InlineData("/silent", HttpStatusCode.GatewayTimeout)]
    [InlineData("/never_accepts", HttpStatusCode.GatewayTimeout)]
    public async Task The_status_tells_how_the_backend_failed(string target, HttpStatusCode status)
    {
        using var response = await world.Client.GetAsync(target);

        Assert.Equal(status, response.StatusCode);
    }

    [Fact]
    public async Task The_page_says_nothing_of_the_backend()
    {
        var page = await (await world.Client.GetAsync("/refused")).Content.ReadAsStringAsync();

        Assert.DoesNotContain("127.0.0.1", page, StringComparison.Ordinal);
        Assert.DoesNotContain("refused\"", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("Exception", page, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task The_log_says_which_backend_failed_and_why()
    {
        await world.Client.GetAsync("/silent/for/the/log");

        await world.Proxy.Process.WaitForLineAsync(line => line.Contains(world.Silent, StringComparison.Ordinal)
            && line.Contains("silent", StringComparison.Ordinal) && line.Contains("TimedOut", StringComparison.Ordinal));
    }

    [Fact]
    public async Task When_no_backend_is_left_the_client_is_told_when_to_come_again()
    {
        // The first requests may still find out for the proxy that the backends are down.
        HttpResponseMessage response;
        var until = DateTime.UtcNow + Deadline.Generous;
        do response = await world.Client.GetAsync("/down");
        while (response.StatusCode is HttpStatusCode.BadGateway && DateTime.UtcNow < until);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(7), response.Headers.RetryAfter?.Delta);
    }

    [Fact]
    public async Task Another_backend_is_tried_where_one_cannot_be_connected_to()
    {
        for (var i = 0; i < 10; i++) Assert.Equal("good", (await world.Client.ReceivedAsync("/half_down")).Backend);
    }

    [Fact]
    public async Task A_body_cut_short_of_its_length_is_cut_short_for_the_client()
    {
        using var raw = await RawClient.OpenAsync(world.Url);
        await raw.SendAsync("GET /cut_length HTTP/1.1\nHost: a\n\n");

        Assert.Contains("\nContent-Length: 100\n", await raw.ReadHeadAsync(), StringComparison.Ordinal);
        Assert.Equal("half", await raw.ReadAsync(4));
        world.MayCut.Release();
        Assert.Equal("", await raw.ReadToEndAsync());
    }

    [Theory]
    [InlineData("/cut_chunks")]
    [InlineData("/stalls")]
    public async Task A_chunked_body_that_breaks_off_has_no_last_chunk(string target)
    {
        using var raw = await RawClient.OpenAsync(world.Url);
        await raw.SendAsync($"GET {target} HTTP/1.1\nHost: a\n\n");

        Assert.Contains("\nTransfer-Encoding: chunked\n", await raw.ReadHeadAsync(), StringComparison.Ordinal);
        Assert.Equal("4\r\nhalf\r\n", await raw.ReadAsync(9));
        if (target is "/cut_chunks") world.MayCut.Release();
        Assert.Equal("", await raw.ReadToEndAsync());
    }

    [Theory]
    [InlineData("/cut_length")]
    [InlineData("/cut_chunks")]
    [InlineData("/stalls")]
    public async Task Over_HTTP2_a_body_that_breaks_off_resets_its_stream_and_no_other(string target)
    {
        using var client = Clients.Http();
        client.BaseAddress = world.Url;
        var mayGoOn = new TaskCompletionSource();
        var other = world.Good.Serve(async http =>
        {
            await http.Response.Body.FlushAsync();
            await mayGoOn.Task;
            await http.Response.WriteAsync("whole");
        });
        using var otherRequest = Clients.Request("2.0", HttpMethod.Get, $"/good{other}");
        using var otherResponse = await client.SendAsync(otherRequest, HttpCompletionOption.ResponseHeadersRead);

        using var request = Clients.Request("2.0", HttpMethod.Get, target);
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        await using var body = await response.Content.ReadAsStreamAsync();
        await body.ReadExactlyAsync(new byte[4], Deadline.Token);
        if (target is not "/stalls") world.MayCut.Release();
        var error = await Assert.ThrowsAnyAsync<Exception>(() => body.CopyToAsync(Stream.Null, Deadline.Token));
        mayGoOn.SetResult();

        Assert.IsType<HttpProtocolException>(error.GetBaseException());
        Assert.Equal("whole", await otherResponse.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("1.1")]
    [InlineData("2.0")]
    public async Task A_body_cut_short_at_once_never_looks_whole(string version)
    {
        using var request = Clients.Request(version, HttpMethod.Get, "/cut_at_once");

        await Assert.ThrowsAsync<HttpRequestException>(() => world.Client.SendAsync(request));
    }

    public sealed class World : ProxyFixture
    {
        private readonly SilentBackend _neverAccepts = new();

        public Backend Good { get; private set; } = null!;

        public string Silent { get; private set; } = "";

        /// <summary>Lets one backend that has sent half of its answer close the connection.</summary>
        public SemaphoreSlim MayCut { get; } = new(0);

        protected override async Task<string> ConfigureAsync()
        {
            Good = await BackendAsync(new() { Name = "good" });
            Silent = Own(new RawBackend(connection => connection.WaitForCloseAsync())).Address.ToString();
            const string down = "127.0.0.1:1";
            const string chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n";
            var stalls = Own(new RawBackend(async connection =>
            {
                await connection.SendAsync(chunked);
                await connection.WaitForCloseAsync();
            }));
            return $"""
                {Location("refused", down)}
                {Location("hangs_up", Answering(""))}
                {Location("talks_nonsense", Answering("hello\r\n\r\n"))}
                {Location("two_lengths", Answering("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\nabc"))}
                {Location("silent", Silent, "read_timeout = '500ms'")}
                {Location("never_accepts", _neverAccepts.Address.ToString(), "connection_timeout = '500ms'")}
                {Location("cut_at_once", Answering("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf"))}
                {Location("cut_length", Cutting("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf"))}
                {Location("cut_chunks", Cutting(chunked))}
                {Location("stalls", stalls.Address.ToString(), "read_timeout = '3s'")}
                {Location("good", Good.Address)}
                {Location("half_down", $"{down}', '{Good.Address}")}

                [upstreams.down]
                addrs = ["{down}", "127.0.0.1:2"]
                health_check = "tcp://down?check_frequency=7s&failure=1"

                [locations.down]
                upstream = "down"
                path = "/down"

                [servers.http]
                addr = "127.0.0.1:0"
                locations = [
                  "refused", "hangs_up", "talks_nonsense", "two_lengths", "silent", "never_accepts", "cut_at_once", "cut_length", "cut_chunks", "stalls",
                  "good", "half_down", "down",
                ]
                enabled_h2 = true
                """;
        }

        private string Cutting(string text) => Own(new RawBackend(async connection =>
        {
            await connection.SendAsync(text);
            await MayCut.WaitAsync(Deadline.Token);
        })).Address.ToString();

        private string Answering(string text) => Own(RawBackend.Answering(text)).Address.ToString();

        /// <summary>Health checks that find nothing out: the tests are about requests.</summary>
        private static string Location(string name, string addresses, string settings = "") => $"""
            [upstreams.{name}]
            addrs = ['{addresses}']
            health_check = "tcp://any?check_frequency=1h&failure=1000"
            {settings}

            [locations.{name}]
            upstream = "{name}"
            path = "/{name}"
            rewrite = "/"
            """;
    }
}
