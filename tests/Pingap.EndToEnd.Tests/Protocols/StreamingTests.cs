using System.Net;
using System.Threading.Channels;
using Microsoft.AspNetCore.Http;
using Pingap.EndToEnd.Tests.Running;

namespace Pingap.EndToEnd.Tests.Protocols;

public sealed class StreamingTests(FourHops world) : IClassFixture<FourHops>
{
    private const int Block = 64 * 1024;

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
    [InlineData("1.1", "h2", false)]
    [InlineData("2.0", "h1", true)]
    [InlineData("2.0", "h2", false)]
    public async Task Twenty_megabytes_stream_up_and_down_at_once(string version, string upstream, bool hasLength)
    {
        const int blocks = 320;
        var path = world.Serve(upstream, async http =>
        {
            await http.Response.Body.FlushAsync();
            await http.Request.Body.CopyToAsync(http.Response.Body, http.RequestAborted);
        });
        using var inHand = new SemaphoreSlim(2);
        using var request = Clients.Request(version, HttpMethod.Post, path);
        request.Content = new BlockContent(blocks, Block, hasLength, inHand);
        using var response = await world.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        await using var body = await response.Content.ReadAsStreamAsync();

        // A block is sent only when the one before the last has come back, so nobody on the way can have collected the whole.
        var block = new byte[Block];
        for (var n = 0; n < blocks; n++)
        {
            await body.ReadExactlyAsync(block, Deadline.Token);
            Assert.False(block.AsSpan().ContainsAnyExcept((byte)n), $"block {n} is damaged");
            inHand.Release();
        }

        Assert.Equal(0, await body.ReadAsync(block, Deadline.Token));
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
        using var response = await world.Client.PostAsync("/h1/chunks", new BlockContent(1, 'a', hasLength: false, one));
        var seen = await response.ReceivedAsync();

        Assert.Equal((null, "chunked", 'a'), (seen["Content-Length"], seen["Transfer-Encoding"], seen.Body.Length));
    }

    [Theory]
    [MemberData(nameof(FourHops.All), MemberType = typeof(FourHops))]
    public async Task A_client_that_does_not_read_holds_the_backend_back(string version, string upstream)
    {
        const int blocks = 1024;
        var stalledAfter = new TaskCompletionSource<int>();
        var path = world.Serve(upstream, async http =>
        {
            http.Response.ContentLength = blocks * Block;
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
        Assert.Equal(blocks * Block, total.Count);
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
        using var raw = await RawConnection.OpenAsync(world.Url);
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
        using var raw = await RawConnection.OpenAsync(world.Url);
        await raw.SendAsync($"POST {path} HTTP/1.1\nHost: a\nContent-Length: 20000000\nExpect: 100-continue\n\n");

        Assert.StartsWith($"HTTP/1.1 {status} ", await raw.ReadHeadAsync(), StringComparison.Ordinal);
    }

    /// <summary>Blocks of one byte value each, the number of the block; each waits for the semaphore.</summary>
    private sealed class BlockContent(int blocks, int size, bool hasLength, SemaphoreSlim mayGo) : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            for (var n = 0; n < blocks; n++)
            {
                await mayGo.WaitAsync(Deadline.Token);
                var block = new byte[size];
                block.AsSpan().Fill((byte)n);
                await stream.WriteAsync(block);
                await stream.FlushAsync();
            }
        }

        protected override bool TryComputeLength(out long length)
        {
            length = (long)blocks * size;
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
