using System.Net;
using System.Net.WebSockets;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Pingap.Actors.Configuration;
using Pingap.Actors.Health;
using Pingap.Actors.Upstreams;
using Pingap.Gateway.Tests.Proxying;
using Pingap.Testing.Backends;

namespace Pingap.Gateway.Tests.Forwarding;

/// <summary>Requests to a backend whose drain has lasted long enough.</summary>
public sealed class BreakOffTests : IDisposable
{
    private readonly CancellationTokenSource _cut = new();
    private readonly StreamCount _streams = new();

    public void Dispose() => _cut.Dispose();

    [Fact]
    public async Task One_that_may_be_repeated_goes_to_another_backend()
    {
        await using var silent = new RawBackend(connection => connection.WaitForCloseAsync());
        await using var other = await HttpBackend.StartAsync(HttpBackend.EchoAsync);
        await using var front = await StartAsync(silent.Address, other.Address);
        var answer = front.Client.GetAsync("/", front.Deadline);
        await silent.Heads.ReadAsync(front.Deadline);
        await _cut.CancelAsync();
        Assert.Equal(HttpStatusCode.OK, (await answer).StatusCode);
        Assert.Equal(0, _streams.Now);
        Assert.Equal(OutcomeKind.Inconclusive, (await front.NextOutcomeAsync()).Kind);
        Assert.Equal(Outcome.Answered(200), await front.NextOutcomeAsync());
    }

    [Fact]
    public async Task One_that_must_not_be_repeated_is_502()
    {
        await using var silent = new RawBackend(connection => connection.WaitForCloseAsync());
        await using var other = await HttpBackend.StartAsync(HttpBackend.EchoAsync);
        await using var front = await StartAsync(silent.Address, other.Address);
        var answer = front.Client.PostAsync("/", new StringContent("payload"), front.Deadline);
        await silent.Heads.ReadAsync(front.Deadline);
        await _cut.CancelAsync();
        Assert.Equal(HttpStatusCode.BadGateway, (await answer).StatusCode);
        Assert.Equal(OutcomeKind.Inconclusive, (await front.NextOutcomeAsync()).Kind);
        Assert.True(front.HasNoMoreOutcomes);
    }

    [Theory]
    [InlineData(HttpProtocols.Http1)]
    [InlineData(HttpProtocols.Http2)]
    public async Task An_answer_that_has_begun_is_cut_and_the_client_sees_it(HttpProtocols protocols)
    {
        await using var slow = new RawBackend(async connection =>
        {
            await connection.SendAsync("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n");
            await connection.WaitForCloseAsync();
        });
        await using var front = await StartAsync(protocols, slow.Address);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        using var response = await front.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        await using var body = await response.Content.ReadAsStreamAsync(front.Deadline);
        Assert.Equal(4, await body.ReadAtLeastAsync(new byte[4], 4, cancellationToken: front.Deadline));
        await _cut.CancelAsync();
        await Assert.ThrowsAnyAsync<IOException>(async () => await body.ReadAtLeastAsync(new byte[4], 4, cancellationToken: front.Deadline));
        Assert.Equal(OutcomeKind.Inconclusive, (await front.NextOutcomeAsync()).Kind);
    }

    [Fact]
    public async Task A_WebSocket_is_cut()
    {
        await using var backend = await HttpBackend.StartAsync(async context =>
        {
            using var socket = await context.WebSockets.AcceptWebSocketAsync();
            try
            {
                await socket.ReceiveAsync(new byte[16], context.RequestAborted);
            }
            catch (Exception cut) when (cut is WebSocketException or OperationCanceledException)
            {
                socket.Abort();
            }
        });
        await using var front = await StartAsync(backend.Address);
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(new Uri($"ws://127.0.0.1:{front.Port}/"), front.Deadline);
        var received = socket.ReceiveAsync(new byte[16], front.Deadline);
        Assert.False(received.IsCompleted);
        Assert.Equal(1, _streams.Now);
        await _cut.CancelAsync();
        await Assert.ThrowsAsync<WebSocketException>(() => received);
        Assert.Equal(OutcomeKind.Inconclusive, (await front.NextOutcomeAsync()).Kind);
        Assert.Equal(0, _streams.Now);
    }

    [Fact]
    public async Task One_that_has_ended_is_not_concerned_nor_is_the_next()
    {
        await using var backend = await HttpBackend.StartAsync(HttpBackend.EchoAsync);
        var next = CancellationToken.None;
        var tokens = new Queue<CancellationToken>([_cut.Token, next]);
        await using var front = await Front.StartAsync(backend.Address);
        front.Handle.Lead(front.Group([new(backend.Address, 1)], brokenOff: _ => tokens.Dequeue()));
        Assert.Equal(HttpStatusCode.OK, (await front.Client.GetAsync("/", front.Deadline)).StatusCode);
        Assert.Equal(Outcome.Answered(200), await front.NextOutcomeAsync());
        await _cut.CancelAsync();
        Assert.Equal(HttpStatusCode.OK, (await front.Client.GetAsync("/", front.Deadline)).StatusCode);
        Assert.Equal(Outcome.Answered(200), await front.NextOutcomeAsync());
    }

    private Task<Front> StartAsync(params BackendAddress[] backends) => StartAsync(HttpProtocols.Http1, backends);

    /// <summary>A front whose first backend is the one that is drained.</summary>
    private async Task<Front> StartAsync(HttpProtocols protocols, params BackendAddress[] backends)
    {
        var upstream = Given.Upstream(backends);
        var front = await Front.StartAsync(upstream, protocols: protocols);
        front.Handle.Lead(front.Group(upstream.Backends, brokenOff: backend => backend == backends[0] ? _cut.Token : CancellationToken.None, streams: _streams));
        return front;
    }
}
