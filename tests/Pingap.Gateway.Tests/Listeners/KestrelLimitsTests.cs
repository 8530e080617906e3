using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Pingap.Actors.Configuration;
using Pingap.Gateway.Listeners;
using static Pingap.Gateway.Tests.Listeners.TestFront;

namespace Pingap.Gateway.Tests.Listeners;

public sealed class KestrelLimitsTests
{
    [Theory]
    [InlineData(16 * 1024 + 1, 1, 10, "414")]
    [InlineData(15 * 1024, 1, 10, "200")]
    [InlineData(10, 9, 4 * 1024, "431")]
    [InlineData(10, 7, 4 * 1024, "200")]
    [InlineData(10, 100, 10, "431")]
    [InlineData(10, 98, 10, "200")]
    public async Task A_request_head_has_its_limits(int targetLength, int fields, int fieldLength, string status)
    {
        await using var front = await StartAsync(Plan("a"));
        var head = new StringBuilder("GET /").Append('x', targetLength).Append(" HTTP/1.1\r\nHost: x\r\nConnection: close\r\n");
        for (var i = 0; i < fields; i++) head.Append("X-").Append(i).Append(": ").Append('y', fieldLength).Append("\r\n");
        Assert.StartsWith($"HTTP/1.1 {status} ", await ExchangeAsync(front, head.Append("\r\n").ToString()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET / HTTP/1.1\nHost: x\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nHost: x\nX-Tag: 1\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nHost: x\r\n\n")]
    [InlineData("GET / HTTP/1.1\r\nHost: x\rX-Tag: 1\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nHost : x\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nHost: x\r\nX-Tag: 1\r\n 2\r\n\r\n")]
    [InlineData("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\na")]
    [InlineData("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1, 1\r\n\r\na")]
    public async Task A_head_with_bare_line_ends_folds_or_loose_fields_is_400(string head)
    {
        await using var front = await StartAsync(Plan("a"));
        Assert.StartsWith("HTTP/1.1 400 ", await ExchangeAsync(front, head + "\r\n\r\n"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answers_do_not_name_the_server_software()
    {
        await using var front = await StartAsync(Plan("a"));
        var answer = await ExchangeAsync(front, "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        Assert.DoesNotContain("Server:", answer, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Times_are_those_that_were_decided()
    {
        var limits = new KestrelServerLimits();
        KestrelLimits.Apply(limits, ClientLimitsConfig.Default);
        Assert.Equal(TimeSpan.FromSeconds(10), limits.RequestHeadersTimeout);
        Assert.Equal(TimeSpan.FromSeconds(65), limits.KeepAliveTimeout);
        Assert.Null(limits.MaxRequestBodySize);
    }

    private static async Task<string> ExchangeAsync(TestFront front, string request)
    {
        using var client = await ConnectAsync(front.Port("a"));
        await client.SendAsync(Encoding.ASCII.GetBytes(request));
        var answer = new byte[64];
        var count = await client.ReceiveAsync(answer).WaitAsync(Deadline);
        // A refused head is not read to its end, and then the rest of the answer may be lost to a reset.
        var start = Encoding.ASCII.GetString(answer, 0, count);
        return start.StartsWith("HTTP/1.1 200", StringComparison.Ordinal) ? start + await ReadToEndAsync(client) : start;
    }
}
