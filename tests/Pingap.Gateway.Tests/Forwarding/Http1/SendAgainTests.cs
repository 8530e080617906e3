using System.Net;
using System.Net.Sockets;
using Pingap.Actors.Configuration;
using Pingap.Gateway.Forwarding;
using Pingap.Gateway.Tests.Proxying;
using Pingap.Testing.Backends;

namespace Pingap.Gateway.Tests.Forwarding.Http1;

/// <summary>What becomes of a request on a connection that its backend closes without an answer, as it does when it is started anew.</summary>
public sealed class SendAgainTests : IDisposable
{
    private const string Good = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public SendAgainTests() => _listener.Start();

    public void Dispose() => _listener.Dispose();

    private BackendAddress Address => new("127.0.0.1", ((IPEndPoint)_listener.LocalEndpoint).Port);

    [Fact]
    public async Task One_whose_body_was_taken_goes_to_no_other_backend_when_its_own_is_gone()
    {
        await using var other = RawBackend.Answering(Good);
        await using var front = await Front.StartAsync(Address, other.Address);
        using var connection = await UsedAsync(front);
        using var request = new HttpRequestMessage(HttpMethod.Put, "/") { Content = new StringContent("body") };
        var answer = front.SendAsync(request);
        await connection.ReadUntilAsync("body");
        _listener.Stop();
        connection.Dispose();
        Assert.Equal(HttpStatusCode.BadGateway, (await answer).StatusCode);
        Assert.False(other.Heads.TryRead(out _));
    }

    [Theory]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n", "\r\n\r\n0\r\n\r\n")]
    [InlineData("Content-Length: 2\r\n\r\nhi", "\r\n\r\nhi")]
    [InlineData("\r\n", "\r\n\r\n")]
    public async Task One_that_may_be_repeated_is_sent_once_more_as_it_was_and_the_next_one_follows_it(string body, string sent)
    {
        // HttpClient repeats none that has a body.
        if (ForwarderChoice.Default is ForwarderKind.Yarp) return;
        await using var front = await Front.StartAsync(Address);
        using var client = await front.ConnectAsync();
        using (var connection = await UsedAsync(front, client))
        {
            await client.SendAsync($"DELETE /again HTTP/1.1\r\nHost: a\r\n{body}");
            await connection.ReadUntilAsync(sent);
        }

        using var second = await AcceptAsync(front);
        Assert.StartsWith("DELETE /again HTTP/1.1\r\n", await second.ReadUntilAsync(sent), StringComparison.Ordinal);
        await second.SendAsync(Good);
        Assert.StartsWith("HTTP/1.1 200 ", await client.ReadHeadAsync(), StringComparison.Ordinal);
        await client.SendAsync("GET /next HTTP/1.1\r\nHost: a\r\n\r\n");
        Assert.StartsWith("GET /next HTTP/1.1\r\n", await second.ReadHeadAsync(), StringComparison.Ordinal);
        await second.SendAsync(Good);
        Assert.StartsWith("HTTP/1.1 200 ", await client.ReadHeadAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Content-Length: 2\r\n", "hi", "hi")]
    [InlineData("Transfer-Encoding: chunked\r\n", "2\r\nhi\r\n0\r\n\r\n", "2\r\nhi\r\n0\r\n\r\n")]
    [InlineData("Transfer-Encoding: chunked\r\n", "0\r\n\r\n", "0\r\n\r\n")]
    [InlineData("Content-Length: 2\r\nExpect: 100-continue\r\n", "hi", "hi")]
    public async Task One_whose_body_has_not_come_yet_is_sent_once_more_and_gets_its_body_then(string framing, string body, string sent)
    {
        if (ForwarderChoice.Default is ForwarderKind.Yarp) return;
        await using var front = await Front.StartAsync(Address);
        using var client = await front.ConnectAsync();
        using (var connection = await UsedAsync(front, client))
        {
            await client.SendAsync($"PUT /again HTTP/1.1\r\nHost: a\r\n{framing}\r\n");
            await connection.ReadHeadAsync();
        }

        using var second = await AcceptAsync(front);
        var head = await second.ReadHeadAsync();
        Assert.StartsWith("PUT /again HTTP/1.1\r\n", head, StringComparison.Ordinal);
        if (head.Contains("Expect:", StringComparison.Ordinal))
        {
            await second.SendAsync("HTTP/1.1 100 Continue\r\n\r\n");
            Assert.Equal("HTTP/1.1 100 Continue\r\n\r\n", await client.ReadHeadAsync());
        }

        await client.SendAsync(body);
        Assert.Equal(sent, await second.ReadAsync(sent.Length));
        await second.SendAsync(Good);
        Assert.StartsWith("HTTP/1.1 200 ", await client.ReadHeadAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_that_must_not_be_repeated_is_not_sent_again_when_its_head_was_received()
    {
        await using var front = await Front.StartAsync(Address);
        using var client = await front.ConnectAsync();
        using (var connection = await UsedAsync(front, client))
        {
            await client.SendAsync("POST /again HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\n");
            await connection.ReadHeadAsync();
        }

        // HttpClient looks for an answer only when it has sent the body.
        if (ForwarderChoice.Default is ForwarderKind.Yarp) await client.SendAsync("hi");
        Assert.StartsWith("HTTP/1.1 502 ", await client.ReadHeadAsync(), StringComparison.Ordinal);
        Assert.False(_listener.Pending());
    }

    private async Task<RawConnection> AcceptAsync(Front front) => new(await _listener.AcceptSocketAsync(front.Deadline), front.Deadline);

    /// <summary>A connection that has carried a request and waits for the next.</summary>
    private async Task<RawConnection> UsedAsync(Front front)
    {
        var first = front.SendAsync(new(HttpMethod.Get, "/"));
        var connection = await AcceptAsync(front);
        await connection.ReadHeadAsync();
        await connection.SendAsync(Good);
        Assert.Equal(HttpStatusCode.OK, (await first).StatusCode);
        return connection;
    }

    /// <summary>The same for a client that stays on its own connection.</summary>
    private async Task<RawConnection> UsedAsync(Front front, RawConnection client)
    {
        await client.SendAsync("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        var connection = await AcceptAsync(front);
        await connection.ReadHeadAsync();
        await connection.SendAsync(Good);
        await client.ReadHeadAsync();
        return connection;
    }
}
