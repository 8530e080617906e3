using System.Net;
using System.Net.WebSockets;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Pingap.Actors.Configuration;
using Pingap.Actors.Health;
using Pingap.Gateway.Tests.Proxying;
using Pingap.Testing.Backends;

namespace Pingap.Gateway.Tests.Forwarding;

/// <summary>That nothing waits for more than it needs.</summary>
public sealed class StreamingTests
{
    [Theory]
    [InlineData(HttpProtocols.Http1)]
    [InlineData(HttpProtocols.Http2)]
    public async Task Events_arrive_one_by_one_and_the_header_before_the_first(HttpProtocols client)
    {
        using var next = new SemaphoreSlim(0);
        await using var backend = await HttpBackend.StartAsync(async context =>
        {
            context.Response.ContentType = "text/event-stream";
            await context.Response.Body.FlushAsync();
            for (var i = 0; i < 3; i++)
            {
                await next.WaitAsync(context.RequestAborted);
                await context.Response.WriteAsync($"data: {i}\n\n");
                await context.Response.Body.FlushAsync();
            }
        });
        await using var front = await Front.StartAsync(Given.Upstream(backend.Address), protocols: client);
        using var response = await front.Client.GetAsync("/", HttpCompletionOption.ResponseHeadersRead, front.Deadline);
        using var events = new StreamReader(await response.Content.ReadAsStreamAsync(front.Deadline));
        for (var i = 0; i < 3; i++)
        {
            next.Release();
            Assert.Equal($"data: {i}", await events.ReadLineAsync(front.Deadline));
            await events.ReadLineAsync(front.Deadline);
        }

        Assert.Null(await events.ReadLineAsync(front.Deadline));
    }

    [Fact]
    public async Task An_answer_comes_back_while_the_request_is_still_being_sent()
    {
        await using var backend = await HttpBackend.StartAsync(EchoLinesAsync, HttpProtocols.Http2);
        var upstream = Given.Upstream(backend.Address) with { Protocol = UpstreamProtocol.Http2 };
        await using var front = await Front.StartAsync(upstream, protocols: HttpProtocols.Http2);
        var talk = new TalkingContent();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/") { Content = talk };
        var sending = front.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        await talk.SayAsync("one\n");
        using var response = await sending;
        using var answers = new StreamReader(await response.Content.ReadAsStreamAsync(front.Deadline));
        Assert.Equal("heard one", await answers.ReadLineAsync(front.Deadline));
        await talk.SayAsync("two\n");
        Assert.Equal("heard two", await answers.ReadLineAsync(front.Deadline));
        talk.Finish();
        Assert.Null(await answers.ReadLineAsync(front.Deadline));
        Assert.Equal(Outcome.Answered(200), await front.NextOutcomeAsync());
    }

    [Fact]
    public async Task A_piece_of_a_body_goes_out_before_the_next_one_comes()
    {
        var heard = new TaskCompletionSource<string?>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var backend = await HttpBackend.StartAsync(async context =>
        {
            using var lines = new StreamReader(context.Request.Body);
            heard.SetResult(await lines.ReadLineAsync());
            await lines.ReadToEndAsync();
        });
        await using var front = await Front.StartAsync(backend.Address);
        var talk = new TalkingContent();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/") { Content = talk };
        var sending = front.SendAsync(request);
        await talk.SayAsync("one\n");
        Assert.Equal("one", await heard.Task.WaitAsync(front.Deadline));
        talk.Finish();
        Assert.Equal(HttpStatusCode.OK, (await sending).StatusCode);
    }

    [Fact]
    public async Task A_WebSocket_echoes_and_closes()
    {
        await using var backend = await HttpBackend.StartAsync(EchoMessagesAsync);
        await using var front = await Front.StartAsync(backend.Address);
        using var socket = new ClientWebSocket();
        socket.Options.AddSubProtocol("chat");
        await socket.ConnectAsync(new($"ws://127.0.0.1:{front.Port}/socket"), front.Deadline);
        Assert.Equal("chat", socket.SubProtocol);
        var buffer = new byte[64];
        foreach (var word in new[] { "hello", "again" })
        {
            await socket.SendAsync(Encoding.UTF8.GetBytes(word), WebSocketMessageType.Text, true, front.Deadline);
            var received = await socket.ReceiveAsync(buffer, front.Deadline);
            Assert.Equal(word, Encoding.UTF8.GetString(buffer, 0, received.Count));
        }

        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, front.Deadline);
        Assert.Equal(Outcome.Answered(101), await front.NextOutcomeAsync());
    }

    [Fact]
    public async Task An_upgrade_to_any_protocol_makes_a_tunnel()
    {
        await using var backend = new RawBackend(async connection =>
        {
            await connection.SendAsync("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: shout\r\n\r\n");
            var line = await connection.ReadUntilAsync("\n");
            await connection.SendAsync(line.ToUpperInvariant());
        });
        await using var front = await Front.StartAsync(backend.Address);
        using var client = await front.ConnectAsync();
        await client.SendAsync("GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: shout\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 101 ", await client.ReadHeadAsync(), StringComparison.Ordinal);
        await client.SendAsync("quiet\n");
        Assert.Equal("QUIET\n", await client.ReadToEndAsync());
        var head = await backend.Heads.ReadAsync(front.Deadline);
        Assert.Contains("Upgrade: shout\r\n", head, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_upgrade_to_cleartext_HTTP_2_is_not_passed_on()
    {
        await using var backend = RawBackend.Answering("HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n");
        await using var front = await Front.StartAsync(backend.Address);
        using var client = await front.ConnectAsync();
        await client.SendAsync(
            "GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n\r\n");
        await client.ReadHeadAsync();
        Assert.DoesNotContain("h2c", await backend.Heads.ReadAsync(front.Deadline), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_stream_may_be_silent_for_longer_than_a_connection_or_a_first_byte_may_take()
    {
        using var next = new SemaphoreSlim(0);
        await using var backend = await HttpBackend.StartAsync(async context =>
        {
            await context.Response.Body.FlushAsync();
            await next.WaitAsync(context.RequestAborted);
            await context.Response.WriteAsync("at last");
        });
        var timeouts = UpstreamTimeouts.Default with { Connect = TimeSpan.FromMilliseconds(200), Read = null };
        await using var front = await Front.StartAsync(Given.Upstream(backend.Address) with { Timeouts = timeouts });
        using var silent = await front.Client.GetAsync("/", HttpCompletionOption.ResponseHeadersRead, front.Deadline);

        // Time passes as it takes to let a connect timeout run out elsewhere.
        using var nobody = new SilentBackend();
        await using var waiting = await Front.StartAsync(Given.Upstream(nobody.Address) with { Timeouts = timeouts });
        Assert.Equal(HttpStatusCode.GatewayTimeout, (await waiting.Client.GetAsync("/", waiting.Deadline)).StatusCode);
        next.Release();
        Assert.Equal("at last", await silent.Content.ReadAsStringAsync(front.Deadline));
    }

    private static async Task EchoLinesAsync(HttpContext context)
    {
        using var lines = new StreamReader(context.Request.Body);
        while (await lines.ReadLineAsync() is { } line)
        {
            await context.Response.WriteAsync($"heard {line}\n");
            await context.Response.Body.FlushAsync();
        }
    }

    private static async Task EchoMessagesAsync(HttpContext context)
    {
        using var socket = await context.WebSockets.AcceptWebSocketAsync(context.WebSockets.WebSocketRequestedProtocols.First());
        var buffer = new byte[64];
        while (true)
        {
            var received = await socket.ReceiveAsync(buffer, context.RequestAborted);
            if (received.MessageType is WebSocketMessageType.Close) break;
            await socket.SendAsync(buffer.AsMemory(0, received.Count), received.MessageType, received.EndOfMessage, context.RequestAborted);
        }

        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, context.RequestAborted);
    }
}
