using Pingap.Testing.Backends;

namespace Pingap.Gateway.Tests.Proxying;

/// <summary>Requests that two readers might read in two ways: no backend sees them, and nothing after them is read.</summary>
public sealed class RefusedHeadTests
{
    private const string Chunks = "3\r\nabc\r\n0\r\n\r\n";

    public static TheoryData<string> Ambiguous() =>
    [
        "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n" + Chunks,
        "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: identity, chunked\r\n\r\n" + Chunks,
        "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n" + Chunks,
        "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked, chunked\r\n\r\n" + Chunks,
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n" + Chunks,
        "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nContent-Length: 13\r\n\r\n" + Chunks,
        "POST / HTTP/1.0\r\nHost: a\r\nConnection: keep-alive\r\nTransfer-Encoding: chunked\r\n\r\n" + Chunks,
        "GET / HTTP/1.1\r\nHost: a\r\nX-Tag: a\u0001b\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nUser-Agent: a\u001b[0m\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nX-Tag: fine\r\nX-Tag: a\u007f\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nX-T\u0001g: a\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nX(Tag): a\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nConnection: close, \0\r\n\r\n",
        "GET /?a\rb HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET /a\rb HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET /a#b HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET /?a=b#c HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET http://a/#b HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a~b\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a:99999\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a..b\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: [::1]:99999\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a'b\r\n\r\n",
        "GET http://a..b/ HTTP/1.0\r\n\r\n",
    ];

    [Theory]
    [MemberData(nameof(Ambiguous))]
    public async Task An_ambiguous_head_is_400_and_ends_the_connection(string request)
    {
        await using var backend = RawBackend.Answering("HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n");
        await using var front = await Front.StartAsync(backend.Address);
        using var client = await front.ConnectAsync();
        await client.SendAsync(request);
        Assert.StartsWith("HTTP/1.1 400 ", await client.ReadToEndAsync(), StringComparison.Ordinal);
        Assert.True(front.HasNoMoreOutcomes);
        Assert.False(backend.Heads.TryRead(out _));
    }

    [Theory]
    [InlineData("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: Chunked\r\n\r\n" + Chunks)]
    [InlineData("POST / HTTP/1.1\r\nHost: a\r\nX-Content-Length: 3\r\nContent-Length: 3\r\n\r\nabc")]
    [InlineData("GET / HTTP/1.1\r\nHost: a\r\nX-Tag: a\tb\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nHost: a_b.example:65535\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nHost: [2001:db8::1]:81\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nHost:\r\n\r\n")]
    public async Task An_unusual_but_clear_head_passes(string request)
    {
        await using var backend = await HttpBackend.StartAsync(HttpBackend.EchoAsync);
        await using var front = await Front.StartAsync(backend.Address);
        using var client = await front.ConnectAsync();
        await client.SendAsync(request);
        Assert.StartsWith("HTTP/1.1 200 ", await client.ReadHeadAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_request_of_a_connection_is_looked_at()
    {
        await using var backend = await HttpBackend.StartAsync(HttpBackend.EchoAsync);
        await using var front = await Front.StartAsync(backend.Address);
        using var client = await front.ConnectAsync();
        await client.SendAsync("GET / HTTP/1.1\r\nHost: a\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\nX-Tag: \u0001\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n");
        var answers = await client.ReadToEndAsync();
        Assert.StartsWith("HTTP/1.1 200 ", answers, StringComparison.Ordinal);
        Assert.Equal(2, answers.Split("HTTP/1.1 200 ")[1].Split("HTTP/1.1 400 ").Length);
        Assert.Equal(2, answers.Split("HTTP/1.1 200 ").Length);
    }
}
