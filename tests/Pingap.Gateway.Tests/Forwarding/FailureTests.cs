using System.Net;
using System.Net.Http.Headers;
using System.Net.WebSockets;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Pingap.Actors.Configuration;
using Pingap.Actors.Health;
using Pingap.Gateway.Tests.Proxying;
using Pingap.Testing.Backends;

namespace Pingap.Gateway.Tests.Forwarding;

/// <summary>How a forward fails, as the client sees it and as the backend is judged.</summary>
public sealed class FailureTests
{
    private static readonly UpstreamTimeouts Short = UpstreamTimeouts.Default with { Connect = TimeSpan.FromMilliseconds(300) };

    [Fact]
    public async Task A_connection_that_is_not_answered_in_time_is_504()
    {
        using var backend = new SilentBackend();
        await using var front = await Front.StartAsync(Given.Upstream(backend.Address) with { Timeouts = Short });
        Assert.Equal(HttpStatusCode.GatewayTimeout, (await front.Client.GetAsync("/", front.Deadline)).StatusCode);
        Assert.Equal(OutcomeKind.ConnectFailed, (await front.NextOutcomeAsync()).Kind);
    }

    [Fact]
    public async Task A_connection_that_is_not_answered_in_time_goes_to_the_next_backend()
    {
        using var silent = new SilentBackend();
        await using var backend = await HttpBackend.StartAsync(HttpBackend.EchoAsync);
        await using var front = await Front.StartAsync(Given.Upstream(silent.Address, backend.Address) with { Timeouts = Short });
        Assert.Equal(HttpStatusCode.OK, (await front.Client.GetAsync("/", front.Deadline)).StatusCode);
    }

    [Fact]
    public async Task A_connection_fails_before_the_time_of_the_first_byte_is_over_so_that_another_backend_can_be_asked()
    {
        using var silent = new SilentBackend();
        await using var backend = await HttpBackend.StartAsync(HttpBackend.EchoAsync);
        var timeouts = UpstreamTimeouts.Default with { Read = TimeSpan.FromSeconds(1) };
        await using var front = await Front.StartAsync(Given.Upstream(silent.Address, backend.Address) with { Timeouts = timeouts });
        Assert.Equal(HttpStatusCode.OK, (await front.Client.PostAsync("/", null, front.Deadline)).StatusCode);
        Assert.Equal(OutcomeKind.ConnectFailed, (await front.NextOutcomeAsync()).Kind);
    }

    [Theory]
    [InlineData("GET", 200)]
    [InlineData("POST", 502)]
    public async Task A_stream_that_the_backend_resets_before_its_answer_is_repeated_where_the_method_allows_it(string method, int status)
    {
        await using var resetting = await HttpBackend.StartAsync(
            context =>
            {
                context.Abort();
                return Task.CompletedTask;
            },
            HttpProtocols.Http2);
        await using var backend = await HttpBackend.StartAsync(HttpBackend.EchoAsync, HttpProtocols.Http2);
        await using var front = await Front.StartAsync(Given.Upstream(resetting.Address, backend.Address) with { Protocol = UpstreamProtocol.Http2 });
        using var request = new HttpRequestMessage(new(method), "/");
        Assert.Equal(status, (int)(await front.SendAsync(request)).StatusCode);
        Assert.Equal(OutcomeKind.Broken, (await front.NextOutcomeAsync()).Kind);
    }

    [Fact]
    public async Task A_client_that_pauses_its_body_for_longer_than_the_read_timeout_gets_408_and_the_backend_is_not_blamed()
    {
        await using var backend = new RawBackend(connection => connection.WaitForCloseAsync());
        var timeouts = UpstreamTimeouts.Default with { Read = TimeSpan.FromMilliseconds(300) };
        await using var front = await Front.StartAsync(Given.Upstream(backend.Address) with { Timeouts = timeouts });
        using var client = await front.ConnectAsync();
        await client.SendAsync("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nhalf");
        Assert.StartsWith("HTTP/1.1 408 ", await client.ReadHeadAsync(), StringComparison.Ordinal);
        Assert.Equal(OutcomeKind.Inconclusive, (await front.NextOutcomeAsync()).Kind);
    }

    [Theory]
    [InlineData("")]
    [InlineData("body")]
    public async Task An_answer_that_does_not_begin_in_time_is_504(string body)
    {
        await using var backend = new RawBackend(connection => connection.WaitForCloseAsync());
        var timeouts = UpstreamTimeouts.Default with { Read = TimeSpan.FromMilliseconds(300) };
        await using var front = await Front.StartAsync(Given.Upstream(backend.Address) with { Timeouts = timeouts });
        var response = await front.Client.PostAsync("/", new StringContent(body), front.Deadline);
        Assert.Equal(HttpStatusCode.GatewayTimeout, response.StatusCode);
        Assert.Equal(OutcomeKind.TimedOut, (await front.NextOutcomeAsync()).Kind);
    }

    [Fact]
    public async Task An_answer_that_has_begun_has_more_time_than_its_first_byte_had()
    {
        var isOver = new TaskCompletionSource();
        await using var slow = new RawBackend(async connection =>
        {
            await connection.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nha");
            await isOver.Task;
            await connection.SendAsync("lf");
        });
        await using var silent = new RawBackend(connection => connection.WaitForCloseAsync());
        var timeouts = UpstreamTimeouts.Default with { FirstByte = TimeSpan.FromMilliseconds(300), Read = TimeSpan.FromSeconds(20) };
        await using var front = await Front.StartAsync(Given.Upstream(slow.Address) with { Timeouts = timeouts });
        await using var other = await Front.StartAsync(Given.Upstream(silent.Address) with { Timeouts = timeouts });
        using var response = await front.Client.GetAsync("/", HttpCompletionOption.ResponseHeadersRead, front.Deadline);
        Assert.Equal(HttpStatusCode.GatewayTimeout, (await other.Client.GetAsync("/", other.Deadline)).StatusCode);
        isOver.SetResult();
        Assert.Equal("half", await response.Content.ReadAsStringAsync(front.Deadline));
    }

    [Fact]
    public async Task An_answer_that_stalls_longer_than_the_read_timeout_is_cut()
    {
        await using var backend = new RawBackend(async connection =>
        {
            await connection.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf");
            await connection.WaitForCloseAsync();
        });
        var timeouts = UpstreamTimeouts.Default with { Read = TimeSpan.FromMilliseconds(300) };
        await using var front = await Front.StartAsync(Given.Upstream(backend.Address) with { Timeouts = timeouts });
        using var response = await front.Client.GetAsync("/", HttpCompletionOption.ResponseHeadersRead, front.Deadline);
        await Assert.ThrowsAsync<HttpRequestException>(() => response.Content.ReadAsStringAsync(front.Deadline));
        Assert.Equal(OutcomeKind.TimedOut, (await front.NextOutcomeAsync()).Kind);
    }

    [Fact]
    public async Task A_body_that_the_backend_does_not_take_is_504()
    {
        await using var backend = new RawBackend(connection => connection.StopReadingAsync());
        var timeouts = UpstreamTimeouts.Default with { Write = TimeSpan.FromMilliseconds(300) };
        await using var front = await Front.StartAsync(Given.Upstream(backend.Address) with { Timeouts = timeouts });
        var response = await front.Client.PostAsync("/", new ByteArrayContent(new byte[20_000_000]), front.Deadline);
        Assert.Equal(HttpStatusCode.GatewayTimeout, response.StatusCode);
        Assert.Equal(OutcomeKind.TimedOut, (await front.NextOutcomeAsync()).Kind);
    }

    [Theory]
    [InlineData("Content-Length: 10\r\n\r\nhalf")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n")]
    public async Task A_body_cut_short_never_looks_complete(string rest)
    {
        await using var backend = RawBackend.Answering("HTTP/1.1 200 OK\r\n" + rest);
        await using var front = await Front.StartAsync(backend.Address);
        using var client = await front.ConnectAsync();
        await client.SendAsync("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        var response = await client.ReadToEndAsync();
        Assert.DoesNotContain("\r\n0\r\n", response, StringComparison.Ordinal);
        Assert.Equal(OutcomeKind.Broken, (await front.NextOutcomeAsync()).Kind);
    }

    [Fact]
    public async Task A_body_cut_short_resets_the_clients_stream_on_HTTP_2()
    {
        await using var backend = RawBackend.Answering("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n");
        await using var front = await Front.StartAsync(Given.Upstream(backend.Address), protocols: HttpProtocols.Http2);
        var error = await Assert.ThrowsAnyAsync<Exception>(() => front.Client.GetStringAsync("/", front.Deadline));
        Assert.True(error is HttpRequestException or IOException, error.ToString());
    }

    [Theory]
    [InlineData("NOT HTTP AT ALL\r\n\r\n")]
    [InlineData("HTTP/1.1 999999 Wrong\r\n\r\n")]
    [InlineData("")]
    public async Task What_is_no_HTTP_is_502(string answer)
    {
        await using var backend = RawBackend.Answering(answer);
        await using var front = await Front.StartAsync(backend.Address);
        Assert.Equal(HttpStatusCode.BadGateway, (await front.Client.PostAsync("/", new StringContent("x"), front.Deadline)).StatusCode);
        Assert.Equal(OutcomeKind.Broken, (await front.NextOutcomeAsync()).Kind);
    }

    [Fact]
    public async Task A_client_that_leaves_ends_the_lease_without_blame_and_leaves_499_in_the_log()
    {
        await using var backend = new RawBackend(connection => connection.WaitForCloseAsync());
        await using var front = await Front.StartAsync(backend.Address);
        using (var client = await front.ConnectAsync())
        {
            await client.SendAsync("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
            await backend.Heads.ReadAsync(front.Deadline);
        }

        Assert.Equal(new Outcome(OutcomeKind.Inconclusive), await front.NextOutcomeAsync());
        var line = await front.Log.NextAsync("Debug: GET ", front.Deadline);
        Assert.StartsWith("Debug: GET / 499 ", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_that_leaves_in_the_middle_of_the_answer_ends_the_lease_without_blame()
    {
        await using var backend = new RawBackend(async connection =>
        {
            await connection.SendAsync("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n");
            await connection.WaitForCloseAsync();
        });
        await using var front = await Front.StartAsync(backend.Address);
        using (var client = await front.ConnectAsync())
        {
            await client.SendAsync("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
            await client.ReadUntilAsync("half");
        }

        Assert.Equal(new Outcome(OutcomeKind.Inconclusive), await front.NextOutcomeAsync());
    }

    [Fact]
    public async Task A_client_that_leaves_in_the_middle_of_its_body_ends_the_lease_without_blame()
    {
        await using var backend = new RawBackend(connection => connection.WaitForCloseAsync());
        await using var front = await Front.StartAsync(backend.Address);
        using (var client = await front.ConnectAsync())
        {
            await client.SendAsync("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nhalf");
            await backend.Heads.ReadAsync(front.Deadline);
        }

        Assert.Equal(new Outcome(OutcomeKind.Inconclusive), await front.NextOutcomeAsync());
    }

    [Fact]
    public async Task A_body_announced_too_large_is_413_and_no_backend_hears_of_it()
    {
        await using var backend = await HttpBackend.StartAsync(HttpBackend.EchoAsync);
        await using var front = await Front.StartAsync(Given.Upstream(backend.Address), Given.Location() with { MaxBodySize = 4 });
        var response = await front.Client.PostAsync("/", new StringContent("12345"), front.Deadline);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.True(front.HasNoMoreOutcomes);
    }

    [Theory]
    [InlineData(HttpProtocols.Http1, "text/plain")]
    [InlineData(HttpProtocols.Http2, "text/plain")]
    [InlineData(HttpProtocols.Http2, "application/grpc", HttpStatusCode.OK, "8")]
    public async Task A_body_that_turns_out_too_large_is_413_and_of_a_call_RESOURCE_EXHAUSTED(
        HttpProtocols client, string contentType, HttpStatusCode status = HttpStatusCode.RequestEntityTooLarge, string? grpcStatus = null)
    {
        await using var backend = await HttpBackend.StartAsync(HttpBackend.EchoAsync, HttpProtocols.Http2);
        var upstream = Given.Upstream(backend.Address) with { Protocol = UpstreamProtocol.Http2 };
        await using var front = await Front.StartAsync(upstream, Given.Location() with { MaxBodySize = 4 }, protocols: client);
        var body = new StringContent("12345", new MediaTypeHeaderValue(contentType));
        using var request = new HttpRequestMessage(HttpMethod.Post, "/") { Content = new UnsizedContent(body) };
        var response = await front.SendAsync(request);
        Assert.Equal((status, grpcStatus), (response.StatusCode, response.Headers.TryGetValues("grpc-status", out var said) ? said.Single() : null));
        Assert.Equal(new Outcome(OutcomeKind.Inconclusive), await front.NextOutcomeAsync());
    }

    [Theory]
    [InlineData(4)]
    [InlineData(null)]
    public async Task A_body_within_the_limit_passes(int? limit)
    {
        await using var backend = await HttpBackend.StartAsync(HttpBackend.EchoAsync);
        await using var front = await Front.StartAsync(Given.Upstream(backend.Address), Given.Location() with { MaxBodySize = limit });
        Assert.Equal(HttpStatusCode.OK, (await front.Client.PostAsync("/", new StringContent("1234"), front.Deadline)).StatusCode);
    }

    [Fact]
    public async Task An_early_answer_ends_well_though_the_rest_of_the_body_found_no_taker()
    {
        await using var backend = await HttpBackend.StartAsync(
            async context =>
            {
                Assert.NotEqual(0, await context.Request.Body.ReadAsync(new byte[1]));
                context.Response.StatusCode = StatusCodes.Status202Accepted;
            },
            HttpProtocols.Http2);
        var upstream = Given.Upstream(backend.Address) with { Protocol = UpstreamProtocol.Http2 };
        await using var front = await Front.StartAsync(upstream, protocols: HttpProtocols.Http2);
        var talk = new TalkingContent();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/") { Content = talk };
        var sending = front.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        await talk.SayAsync("only the beginning");
        Assert.Equal(HttpStatusCode.Accepted, (await sending).StatusCode);
        talk.Finish();
        Assert.Equal(Outcome.Answered(202), await front.NextOutcomeAsync());
    }

    [Fact]
    public async Task A_WebSocket_closed_for_its_silence_was_answered_all_the_same()
    {
        await using var backend = await HttpBackend.StartAsync(async context =>
        {
            using var socket = await context.WebSockets.AcceptWebSocketAsync();
            try
            {
                await socket.ReceiveAsync(new byte[1], context.RequestAborted);
            }
            catch (Exception cut) when (cut is WebSocketException or OperationCanceledException)
            {
                // The proxy hangs up, as it is meant to.
            }
        });
        var timeouts = UpstreamTimeouts.Default with { Read = TimeSpan.FromMilliseconds(300) };
        await using var front = await Front.StartAsync(Given.Upstream(backend.Address) with { Timeouts = timeouts });
        using var client = new ClientWebSocket();
        await client.ConnectAsync(new($"ws://127.0.0.1:{front.Port}/"), front.Deadline);
        Assert.Equal(Outcome.Answered(101), await front.NextOutcomeAsync());
    }

    [Theory]
    [InlineData(HttpProtocols.Http1)]
    [InlineData(HttpProtocols.Http2)]
    public async Task A_silent_stream_that_the_client_abandons_ends_the_lease_without_blame(HttpProtocols protocol)
    {
        await using var backend = new RawBackend(async connection =>
        {
            await connection.SendAsync("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n");
            await connection.WaitForCloseAsync();
        });
        var timeouts = UpstreamTimeouts.Default with { Read = TimeSpan.FromSeconds(10) };
        await using var front = await Front.StartAsync(Given.Upstream(backend.Address) with { Timeouts = timeouts }, protocols: protocol);
        using (await front.Client.GetAsync("/", HttpCompletionOption.ResponseHeadersRead, front.Deadline))
        {
            // Leaves as soon as the header is there.
        }

        Assert.Equal(new Outcome(OutcomeKind.Inconclusive), await front.NextOutcomeAsync());
    }

    [Fact]
    public async Task A_stream_of_events_cut_for_its_silence_timed_out()
    {
        await using var backend = new RawBackend(async connection =>
        {
            await connection.SendAsync("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n");
            await connection.WaitForCloseAsync();
        });
        var timeouts = UpstreamTimeouts.Default with { Read = TimeSpan.FromMilliseconds(300) };
        await using var front = await Front.StartAsync(Given.Upstream(backend.Address) with { Timeouts = timeouts });
        using var response = await front.Client.GetAsync("/", HttpCompletionOption.ResponseHeadersRead, front.Deadline);
        await Assert.ThrowsAsync<HttpRequestException>(() => response.Content.ReadAsStringAsync(front.Deadline));
        Assert.Equal(OutcomeKind.TimedOut, (await front.NextOutcomeAsync()).Kind);
    }
}
