using System.Net;
using Pingap.Actors.Configuration;
using Pingap.Actors.Health;
using Pingap.Actors.Upstreams;
using Pingap.Testing.Backends;

namespace Pingap.Gateway.Tests.Proxying;

/// <summary>What becomes of a request whose whole time is over, wherever it is.</summary>
public sealed class RequestTimeoutTests
{
    private static readonly LocationConfig Short = Given.Location() with { RequestTimeout = TimeSpan.FromMilliseconds(300) };

    [Fact]
    public async Task While_the_backend_is_silent_it_is_504_and_the_backend_was_too_slow()
    {
        await using var backend = new RawBackend(connection => connection.WaitForCloseAsync());
        await using var front = await StartAsync(backend);
        Assert.Equal(HttpStatusCode.GatewayTimeout, (await front.Client.GetAsync("/", front.Deadline)).StatusCode);
        Assert.Equal(OutcomeKind.TimedOut, (await front.NextOutcomeAsync()).Kind);
    }

    [Fact]
    public async Task A_response_that_drips_longer_is_cut_and_the_backend_not_blamed()
    {
        await using var backend = new RawBackend(async connection =>
        {
            await connection.SendAsync("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n");
            await connection.WaitForCloseAsync();
        });
        // Long enough for the head to come through on a busy machine.
        await using var front = await Front.StartAsync(Given.Upstream(backend.Address), Short with { RequestTimeout = TimeSpan.FromSeconds(3) });
        using var client = await front.ConnectAsync();
        await client.SendAsync("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        var answer = await client.ReadToEndAsync();
        Assert.StartsWith("HTTP/1.1 200 OK\r\n", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("0\r\n\r\n", answer, StringComparison.Ordinal);
        Assert.Equal(OutcomeKind.Inconclusive, (await front.NextOutcomeAsync()).Kind);
    }

    [Fact]
    public async Task A_client_that_is_too_slow_with_its_body_gets_504_and_the_backend_is_not_blamed()
    {
        await using var backend = new RawBackend(connection => connection.WaitForCloseAsync());
        await using var front = await StartAsync(backend);
        using var client = await front.ConnectAsync();
        await client.SendAsync("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nhalf");
        Assert.StartsWith("HTTP/1.1 504 ", await client.ReadHeadAsync(), StringComparison.Ordinal);
        Assert.Equal(OutcomeKind.Inconclusive, (await front.NextOutcomeAsync()).Kind);
    }

    [Fact]
    public async Task A_request_that_waits_says_how_long_it_can_and_is_504_then()
    {
        await using var front = await Front.StartAsync(Given.Upstream(new BackendAddress("127.0.0.1", 1)), Short);
        PickRequest asked = default;
        front.Handle.Lead(front.Answering(PickResult.Without(PickStatus.TimedOut), request => asked = request));
        Assert.Equal(HttpStatusCode.GatewayTimeout, (await front.Client.GetAsync("/", front.Deadline)).StatusCode);
        Assert.InRange(asked.Patience!.Value, TimeSpan.Zero, Short.RequestTimeout!.Value);
    }

    [Fact]
    public async Task A_tunnel_that_is_open_stays_open()
    {
        await using var backend = new RawBackend(async connection =>
        {
            await connection.SendAsync("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: shout\r\n\r\n");
            await connection.SendAsync(await connection.ReadUntilAsync("!"));
        });
        await using var front = await StartAsync(backend);
        using var client = await front.ConnectAsync();
        await client.SendAsync("GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: shout\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 101 ", await client.ReadHeadAsync(), StringComparison.Ordinal);
        // Takes longer than the tunnel would have had.
        await While_the_backend_is_silent_it_is_504_and_the_backend_was_too_slow();
        await client.SendAsync("hey!");
        Assert.Equal("hey!", await client.ReadUntilAsync("!"));
    }

    private static Task<Front> StartAsync(RawBackend backend) => Front.StartAsync(Given.Upstream(backend.Address), Short);
}
