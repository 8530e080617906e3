using System.Buffers;
using System.IO.Pipelines;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Connections;
using Pingap.Gateway.Transport;

namespace Pingap.Gateway.Tests.Transport;

public sealed class SocketInputTests : IAsyncLifetime
{
    private readonly TestLoops _loops = new();
    private LoopConnection _server = null!;
    private Socket _client = null!;
    private bool _isOnLoop;

    private PipeReader Input => ((IDuplexPipe)_server).Input;

    public async Task InitializeAsync()
    {
        var (server, client) = await _loops.PairAsync();
        (_server, _client) = ((LoopConnection)server, client);
        _client.NoDelay = true;
    }

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync().AsTask().WaitAsync(TestLoops.Deadline);
        _client.Dispose();
        _loops.Dispose();
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task A_read_returns_what_comes_and_an_examined_rest_with_what_follows(bool isOnLoop)
    {
        Begin(isOnLoop);
        var read = ReadAsync();
        await SendAsync("one");
        Assert.Equal("one", Text(await read));
        Input.AdvanceTo((await read).Buffer.GetPosition(1), (await read).Buffer.End);
        read = ReadAsync();
        Assert.False(read.IsCompleted);
        await SendAsync(", two");
        Assert.Equal("ne, two", Text(await read));
        // Not examined: returned at once, also without anything new.
        Input.AdvanceTo((await read).Buffer.GetPosition(2), (await read).Buffer.GetPosition(4));
        read = ReadAsync();
        Assert.Equal(", two", Text(await read));
        Input.AdvanceTo((await read).Buffer.End);
        Assert.False(Input.TryRead(out _));
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task What_is_larger_than_a_block_is_read_as_one_sequence(bool isOnLoop)
    {
        Begin(isOnLoop);
        var sent = new byte[300_000];
        Random.Shared.NextBytes(sent);
        var sending = _client.SendAsync(sent);
        while (true)
        {
            var read = await ReadAsync();
            if (read.Buffer.Length == sent.Length)
            {
                Assert.False(read.Buffer.IsSingleSegment);
                Assert.Equal(sent, read.Buffer.ToArray());
                Input.AdvanceTo(read.Buffer.End);
                break;
            }

            Input.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }

        await sending;
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task A_cancellation_ends_the_read_that_waits_or_else_the_next(bool isOnLoop)
    {
        Begin(isOnLoop);
        var read = ReadAsync();
        Input.CancelPendingRead();
        Assert.True((await read).IsCanceled);
        Input.CancelPendingRead();
        Assert.True((await ReadAsync()).IsCanceled);
        Input.CancelPendingRead();
        Assert.True(Input.TryRead(out var tried) && tried.IsCanceled);
        // The socket tells what was waited for before.
        read = ReadAsync();
        Assert.False(read.IsCompleted);
        await SendAsync("some");
        var result = await read;
        Assert.False(result.IsCanceled);
        Assert.Equal("some", Text(result));
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task A_cancellation_meets_one_read_whatever_it_races_with(bool isOnLoop)
    {
        Begin(isOnLoop);
        var received = 0L;
        for (var i = 0; i < 300; i++)
        {
            var first = ReadAsync();
            await Task.WhenAll(Task.Run(Input.CancelPendingRead), SendAsync("x"));
            var cancelled = 0;
            for (var read = first; ; read = ReadAsync())
            {
                var result = await read;
                if (result.IsCanceled) cancelled++;
                received += result.Buffer.Length;
                Input.AdvanceTo(result.Buffer.End);
                if (received == i + 1 && cancelled == 1) break;
            }
        }
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task A_token_ends_the_read_that_it_was_given_to_and_no_later_one(bool isOnLoop)
    {
        Begin(isOnLoop);
        using var patience = new CancellationTokenSource();
        var read = ReadAsync(patience.Token);
        await patience.CancelAsync();
        Assert.Equal(patience.Token, (await Assert.ThrowsAnyAsync<OperationCanceledException>(() => read)).CancellationToken);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ReadAsync(patience.Token));
        using var late = new CancellationTokenSource();
        read = ReadAsync(late.Token);
        await SendAsync("some");
        Assert.Equal("some", Text(await read));
        Input.AdvanceTo((await read).Buffer.End);
        read = ReadAsync();
        await late.CancelAsync();
        await SendAsync("more");
        Assert.Equal("more", Text(await read));
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task At_the_end_every_read_returns_the_rest(bool isOnLoop)
    {
        Begin(isOnLoop);
        await SendAsync("rest");
        _client.Shutdown(SocketShutdown.Send);
        var result = await ReadAsync();
        while (!result.IsCompleted)
        {
            Input.AdvanceTo(result.Buffer.Start, result.Buffer.End);
            result = await ReadAsync();
        }

        Assert.Equal("rest", Text(result));
        Input.AdvanceTo(result.Buffer.GetPosition(2), result.Buffer.End);
        Assert.True(Input.TryRead(out result) && result.IsCompleted);
        Assert.Equal("st", Text(result));
        Input.AdvanceTo(result.Buffer.End);
        result = await ReadAsync();
        Assert.True(result.IsCompleted && result.Buffer.IsEmpty);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task An_abort_is_the_reason_of_every_later_failure(bool isOnLoop)
    {
        Begin(isOnLoop);
        var read = ReadAsync();
        _server.Abort(new ConnectionAbortedException("enough"));
        Assert.Equal("enough", (await Assert.ThrowsAsync<ConnectionAbortedException>(() => read)).Message);
        Assert.Equal("enough", (await Assert.ThrowsAsync<ConnectionAbortedException>(() => ReadAsync())).Message);
        Assert.Equal("enough", Assert.Throws<ConnectionAbortedException>(() => Input.TryRead(out _)).Message);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Completing_ends_the_read_that_waits_and_all_others(bool isOnLoop)
    {
        Begin(isOnLoop);
        var read = ReadAsync();
        Input.Complete();
        await Assert.ThrowsAsync<InvalidOperationException>(() => read);
        await Assert.ThrowsAsync<InvalidOperationException>(() => ReadAsync());
        Assert.Throws<InvalidOperationException>(() => Input.AdvanceTo(default));
    }

    [Fact]
    public async Task Two_reads_at_once_are_a_mistake()
    {
        var read = ReadAsync();
        await Assert.ThrowsAsync<InvalidOperationException>(() => ReadAsync());
        await SendAsync("some");
        Assert.Equal("some", Text(await read));
        await Assert.ThrowsAsync<InvalidOperationException>(() => ReadAsync());
        var buffer = (await read).Buffer;
        Assert.Throws<InvalidOperationException>(() => Input.AdvanceTo(buffer.End, buffer.Start));
        Input.AdvanceTo(buffer.End);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task A_read_that_waited_goes_on_where_it_should(bool isOnLoop)
    {
        Begin(isOnLoop);
        async Task<EpollLoop?> WhereAsync()
        {
            // Without the test's own context.
            var result = await Input.ReadAsync().ConfigureAwait(false);
            if (!result.IsCanceled) Input.AdvanceTo(result.Buffer.End);
            return EpollLoop.Current;
        }

        var where = WhereAsync();
        Assert.False(where.IsCompleted);
        await SendAsync("some");
        Assert.Same(isOnLoop ? _server.Loop : null, await where.WaitAsync(TestLoops.Deadline));
        where = WhereAsync();
        Assert.False(where.IsCompleted);
        Input.CancelPendingRead();
        Assert.Same(isOnLoop ? _server.Loop : null, await where.WaitAsync(TestLoops.Deadline));
    }

    [Fact]
    public async Task A_request_on_the_loop_allocates_nothing()
    {
        const int Rounds = 2000;
        var answer = "y"u8.ToArray();
        Begin(isOnLoop: true);
        async Task<long> AnswerAsync()
        {
            await new EnterLoop(_server.Loop);
            var before = 0L;
            for (var i = 0; i < Rounds; i++)
            {
                var result = await Input.ReadAsync();
                Input.AdvanceTo(result.Buffer.End);
                await _server.Transport.Output.WriteAsync(answer);
                if (i == Rounds / 2) before = GC.GetAllocatedBytesForCurrentThread();
            }

            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        var answers = AnswerAsync();
        var buffer = new byte[1];
        for (var i = 0; i < Rounds; i++)
        {
            await _client.SendAsync(buffer);
            Assert.Equal(1, await _client.ReceiveAsync(buffer).WaitAsync(TestLoops.Deadline));
        }

        // Less than a byte a request.
        Assert.InRange(await answers.WaitAsync(TestLoops.Deadline), 0, (Rounds / 2) - 1);
    }

    private static string Text(ReadResult result) => Encoding.ASCII.GetString(result.Buffer);

    private void Begin(bool isOnLoop)
    {
        _isOnLoop = isOnLoop;
        if (isOnLoop) _server.ReadOnLoop();
    }

    private Task<ReadResult> ReadAsync(CancellationToken cancellation = default) =>
        ReadHereAsync(cancellation).WaitAsync(TestLoops.Deadline, CancellationToken.None);

    private async Task<ReadResult> ReadHereAsync(CancellationToken cancellation)
    {
        if (_isOnLoop) await new EnterLoop(_server.Loop);
        return await Input.ReadAsync(cancellation);
    }

    private Task SendAsync(string text) => _client.SendAsync(Encoding.ASCII.GetBytes(text));
}
