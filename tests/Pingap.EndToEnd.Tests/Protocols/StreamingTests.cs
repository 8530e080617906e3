using System.Net;
using System.Threading.Channels;
using Microsoft.AspNetCore.Http;
using Pingap.EndToEnd.Tests.Running;

namespace Pingap.EndToEnd.Tests.Protocols;

public sealed class StreamingTests(FourHops world) : IClassFixture<FourHops>
{
    private const int Block = 64 * 1024;
    private const int Blocks = 320;

    [Theory]
    [MemberData(nameof(FourHops.All), MemberType = typeof(FourHops))]
    public async Task Each_event_is_there_before_the_backend_sends_the_next(string version, string upstream)
    {
        var seen = Channel.CreateUnbounded<int>();
        var path = world.Serve(upstream, async http =>
        {
            http.Response.ContentType = "text/event-stream";
            await http.Response.Body.FlushAsync();
            for (var n = 0; n <= 5; n++)
            {
                Assert.Equal(n, await seen.Reader.ReadAsync(http.RequestAborted));
                await http.Response.WriteAsync($"data: {n + 1}\n\n");
            }
        });
        using var request = Clients.Request(version, HttpMethod.Get, path);
        using var response = await world.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        using var events = new StreamReader(await response.Content.ReadAsStreamAsync());

        // The header is the zeroth event: it is here, and the backend has not yet said a word.
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        for (var n = 0; n <= 5; n++)
        {
            seen.Writer.TryWrite(n);
            Assert.Equal($"data: {n + 1}", await events.ReadLineAsync(Deadline.Token));
            Assert.Equal("", await events.ReadLineAsync(Deadline.Token));
        }

        Assert.Null(await events.ReadLineAsync(Deadline.Token));
    }

    [Theory]
    [InlineData("1.1", "h1", true)]
    [InlineData("1.1", "h1", false)]
    [InlineData("1.1", "h2", true)]
    [InlineData("1.1", "h2", false)]
    [InlineData("2.0", "h1", true)]
    [InlineData("2.0", "h1", false)]
    [InlineData("2.0", "h2", true)]
    [InlineData("2.0", "h2", false)]
    public async Task Twenty_megabytes_go_up_as_the_backend_takes_them(string version, string upstream, bool hasLength)
    {
        using var inHand = new SemaphoreSlim(2);
        var path = world.Serve(upstream, async http =>
        {
            var block = new byte[Block];
            for (var n = 0; n < Blocks; n++)
            {
                await http.Request.Body.ReadExactlyAsync(block, http.RequestAborted);
                Assert.False(block.AsSpan().ContainsAnyExcept((byte)n), $"block {n} is damaged");
                inHand.Release();
            }

            await http.Response.WriteAsync($"{await http.Request.Body.ReadAsync(block, http.RequestAborted)} left");
        });
        using var request = Clients.Request(version, HttpMethod.Post, path);
        request.Content = new BlockContent(Blocks, hasLength, inHand);
        using var response = await world.Client.SendAsync(request);

        // A block is sent only when the one before the last was taken, so nobody on the way can have collected the whole.
        Assert.Equal("0 left", await response.Content.ReadAsStringAsync());
    }

    /// <summary>Towards a backend of HTTP/1.1 the proxy sends the whole request before it looks at the answer.</summary>
    [Fact]
    public async Task Twenty_megabytes_go_up_and_down_at_once_over_HTTP2()
    {
        using var inHand = new SemaphoreSlim(2);
        using var request = Clients.Request("2.0", HttpMethod.Post, world.Serve("h2", EchoAsync));
        request.Content = new BlockContent(Blocks, hasLength: true, inHand);
        using var response = await world.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        await using var body = await response.Content.ReadAsStreamAsync();

        var block = new byte[Block];
        for (var n = 0; n < Blocks; n++)
        {
            await body.ReadExactlyAsync(block, Deadline.Token);
            Assert.False(block.AsSpan().ContainsAnyExcept((byte)n), $"block {n} is damaged");
            inHand.Release();
        }

        Assert.Equal(0, await body.ReadAsync(block, Deadline.Token));
    }

    [Fact]
    public async Task Twenty_megabytes_go_up_and_down_at_once_over_HTTP1_to_HTTP2()
    {
        using var raw = await RawClient.OpenAsync(world.Url);
        await raw.SendAsync($"POST {world.Serve("h2", EchoAsync)} HTTP/1.1\nHost: a\nTransfer-Encoding: chunked\nConnection: close\n\n");
        for (var n = 0; n < Blocks; n++)
        {
            var block = new string((char)('a' + (n % 26)), Block);
            await raw.SendAsync($"{Block:x}\n{block}\n");
            if (n == 0) Assert.StartsWith("HTTP/1.1 200 OK\n", await raw.ReadHeadAsync(), StringComparison.Ordinal);
            Assert.True(block == await raw.ReadAsync(Block), $"block {n} is damaged");
        }

        await raw.SendAsync("0\n\n");
        Assert.Equal("", await raw.ReadToEndAsync());
    }

    [Theory]
    [InlineData("h1")]
    [InlineData("h2")]
    public async Task The_backend_has_the_head_before_the_client_sends_any_body(string upstream)
    {
        var reached = new TaskCompletionSource();
        var path = world.Serve(upstream, async http =>
        {
            reached.SetResult();
            await http.Response.WriteAsJsonAsync(await ReceivedRequest.OfAsync(upstream, http));
        });
        using var raw = await RawClient.OpenAsync(world.Url);
        await raw.SendAsync($"POST {path} HTTP/1.1\nHost: a\nTransfer-Encoding: chunked\nConnection: close\n\n");
        await reached.Task.InTime();
        await raw.SendAsync("4\nbody\n0\n\n");

        Assert.StartsWith("HTTP/1.1 200 OK\n", await raw.ReadHeadAsync(), StringComparison.Ordinal);
        Assert.Contains("\"body\":\"body\"", await raw.ReadToEndAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_backend_learns_the_length_of_a_body_that_has_one()
    {
        using var response = await world.Client.PostAsync("/h1/length", new StringContent("12345"));
        var seen = await response.ReceivedAsync();

        Assert.Equal(("5", null, "12345"), (seen["Content-Length"], seen["Transfer-Encoding"], seen.Body));
    }

    [Fact]
    public async Task A_body_without_a_length_arrives_in_chunks()
    {
        using var one = new SemaphoreSlim(1);
        using var response = await world.Client.PostAsync("/h1/chunks", new BlockContent(1, hasLength: false, one));
        var seen = await response.ReceivedAsync();

        Assert.Equal((null, "chunked", Block), (seen["Content-Length"], seen["Transfer-Encoding"], seen.Body.Length));
    }

    [Theory]
    [MemberData(nameof(FourHops.All), MemberType = typeof(FourHops))]
    public async Task A_client_that_does_not_read_holds_the_backend_back(string version, string upstream)
    {
        // Far more than all sockets on the way can hold, four times up to 32 MiB on some systems.
        const int blocks = 4096;
        var stalledAfter = new TaskCompletionSource<int>();
        var path = world.Serve(upstream, async http =>
        {
            http.Response.ContentLength = (long)blocks * Block;
            var block = new byte[Block];
            for (var n = 0; n < blocks; n++)
            {
                var write = http.Response.Body.WriteAsync(block).AsTask();
                if (await Task.WhenAny(write, Task.Delay(TimeSpan.FromSeconds(1))) != write) stalledAfter.TrySetResult(n);
                await write;
            }

            stalledAfter.TrySetResult(blocks);
        });
        using var request = Clients.Request(version, HttpMethod.Get, path);
        using var response = await world.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);

        Assert.InRange(await stalledAfter.Task.InTime(), 0, blocks / 2);
        await using var body = await response.Content.ReadAsStreamAsync();
        var total = new CountingStream();
        await body.CopyToAsync(total, Deadline.Token);
        Assert.Equal((long)blocks * Block, total.Count);
    }

    [Theory]
    [MemberData(nameof(FourHops.All), MemberType = typeof(FourHops))]
    public async Task A_client_that_leaves_is_noticed_by_the_backend(string version, string upstream)
    {
        var left = new TaskCompletionSource();
        var path = world.Serve(upstream, async http =>
        {
            await using var aborted = http.RequestAborted.Register(left.SetResult);
            await http.Response.Body.FlushAsync();
            await left.Task;
        });
        using var request = Clients.Request(version, HttpMethod.Get, path);
        var response = await world.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        response.Dispose();

        await left.Task.InTime();
    }

    [Fact]
    public async Task Continue_100_comes_when_the_backend_reads()
    {
        var reached = new TaskCompletionSource();
        var mayRead = new TaskCompletionSource();
        var path = world.Serve("h1", async http =>
        {
            reached.SetResult();
            await mayRead.Task;
            await http.Response.WriteAsJsonAsync(await ReceivedRequest.OfAsync("backend", http));
        });
        using var raw = await RawClient.OpenAsync(world.Url);
        await raw.SendAsync($"POST {path} HTTP/1.1\nHost: a\nContent-Length: 4\nExpect: 100-continue\nConnection: close\n\n");
        await reached.Task.InTime();

        Assert.Equal(0, raw.Available);
        mayRead.SetResult();
        Assert.Equal("HTTP/1.1 100 Continue\n\n", await raw.ReadHeadAsync());
        await raw.SendAsync("body");
        Assert.StartsWith("HTTP/1.1 200 OK\n", await raw.ReadHeadAsync(), StringComparison.Ordinal);
        Assert.Contains("\"body\":\"body\"", await raw.ReadToEndAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(StatusCodes.Status401Unauthorized)]
    [InlineData(StatusCodes.Status417ExpectationFailed)]
    public async Task A_refusal_comes_without_the_body_having_been_asked_for(int status)
    {
        var path = world.Serve("h1", http =>
        {
            http.Response.StatusCode = status;
            return Task.CompletedTask;
        });
        using var raw = await RawClient.OpenAsync(world.Url);
        await raw.SendAsync($"POST {path} HTTP/1.1\nHost: a\nContent-Length: 20000000\nExpect: 100-continue\n\n");

        Assert.StartsWith($"HTTP/1.1 {status} ", await raw.ReadHeadAsync(), StringComparison.Ordinal);
    }

    private static async Task EchoAsync(HttpContext http)
    {
        http.Response.ContentLength = (long)Blocks * Block;
        await http.Response.Body.FlushAsync();
        await http.Request.Body.CopyToAsync(http.Response.Body, http.RequestAborted);
    }

    /// <summary>Blocks of one byte value each, the number of the block; each waits for the semaphore.</summary>
    private sealed class BlockContent(int blocks, bool hasLength, SemaphoreSlim mayGo) : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            for (var n = 0; n < blocks; n++)
            {
                await mayGo.WaitAsync(Deadline.Token);
                var block = new byte[Block];
                block.AsSpan().Fill((byte)n);
                await stream.WriteAsync(block);
                await stream.FlushAsync();
            }
        }

        protected override bool TryComputeLength(out long length)
        {
            length = (long)blocks * Block;
            return hasLength;
        }
    }

    /// <summary>Counts what is written to it.</summary>
    private sealed class CountingStream : MemoryStream
    {
        public long Count { get; private set; }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Count += buffer.Length;
            return default;
        }
    }
}
