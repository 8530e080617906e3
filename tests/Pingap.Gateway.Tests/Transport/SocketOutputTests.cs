using System.IO.Pipelines;
using System.Net.Sockets;
using System.Text;
using Pingap.Gateway.Transport;

namespace Pingap.Gateway.Tests.Transport;

public sealed class SocketOutputTests
{
    /// <summary>More than the system takes of a client that does not read.</summary>
    private static readonly byte[] Much = new byte[16 * 1024 * 1024];

    [Fact]
    public async Task What_is_being_written_after_cancelled_flushes_is_the_writers_alone()
    {
        using var loops = new TestLoops();
        var (server, client) = await loops.PairAsync();
        using var _ = client;
        var output = server.Transport.Output;
        Assert.True((await CancelledAsync(output, output.WriteAsync(Much))).IsCanceled);
        Assert.True((await CancelledAsync(output, output.WriteAsync("first"u8.ToArray()))).IsCanceled);
        Assert.True((await CancelledAsync(output, output.WriteAsync(", second"u8.ToArray()))).IsCanceled);
        var memory = output.GetMemory(8);
        await ReadAsync(client, Much.Length);
        // All of it is sent, and the loop has nothing left, while this is being written.
        Assert.Equal("first, second", await ReadAsync(client, 13));
        ", third"u8.CopyTo(memory.Span);
        output.Advance(7);
        Assert.False((await output.FlushAsync().AsTask().WaitAsync(TestLoops.Deadline)).IsCanceled);
        Assert.Equal(", third", await ReadAsync(client, 7));
        await server.DisposeAsync();
    }

    [Fact]
    public async Task What_waits_behind_a_cancelled_flush_is_sent_without_another_one()
    {
        using var loops = new TestLoops();
        var (server, client) = await loops.PairAsync();
        using var _ = client;
        var output = server.Transport.Output;
        await CancelledAsync(output, output.WriteAsync(Much));
        await CancelledAsync(output, output.WriteAsync("behind"u8.ToArray()));
        await ReadAsync(client, Much.Length);
        Assert.Equal("behind", await ReadAsync(client, 6));
        await server.DisposeAsync();
    }

    [Fact]
    public async Task A_cancellation_meets_one_flush_whatever_it_races_with()
    {
        using var loops = new TestLoops();
        var (server, client) = await loops.PairAsync();
        using var _ = client;
        var output = server.Transport.Output;
        var drain = client.DrainAsync();
        var part = Much.AsMemory(0, 4 * 1024 * 1024);
        for (var i = 0; i < 300; i++)
        {
            using var start = new Barrier(2);
            var cancel = Task.Run(() =>
            {
                start.SignalAndWait();
                Thread.SpinWait(i * 100);
                output.CancelPendingFlush();
            });
            start.SignalAndWait();
            var met = await output.WriteAsync(part).AsTask().WaitAsync(TestLoops.Deadline);
            await cancel.WaitAsync(TestLoops.Deadline);
            var next = await output.FlushAsync().AsTask().WaitAsync(TestLoops.Deadline);
            Assert.True(met.IsCanceled ^ next.IsCanceled, $"{i}: {met.IsCanceled}, {next.IsCanceled}");
        }

        await server.DisposeAsync();
        await drain.WaitAsync(TestLoops.Deadline);
    }

    [Fact]
    public async Task A_token_ends_the_flush_that_it_was_given_to_and_no_later_one()
    {
        using var loops = new TestLoops();
        var (server, client) = await loops.PairAsync();
        using var _ = client;
        var output = server.Transport.Output;
        using var patience = new CancellationTokenSource();
        var first = output.WriteAsync(Much, patience.Token).AsTask();
        await ReadAsync(client, Much.Length);
        Assert.False((await first.WaitAsync(TestLoops.Deadline)).IsCanceled);
        var second = output.WriteAsync(Much).AsTask();
        await patience.CancelAsync();
        Assert.False(second.IsCompleted);
        using var none = new CancellationTokenSource();
        output.CancelPendingFlush();
        Assert.True((await second.WaitAsync(TestLoops.Deadline)).IsCanceled);
        var third = output.WriteAsync("x"u8.ToArray(), none.Token).AsTask();
        await none.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => third.WaitAsync(TestLoops.Deadline));
        server.Abort();
        await server.DisposeAsync();
    }

    [Fact]
    public async Task A_connection_that_has_held_its_loop_for_long_lets_the_others_have_their_turn()
    {
        using var loops = new TestLoops();
        var (server, client) = await loops.PairAsync();
        using var _ = client;
        var loop = ((LoopConnection)server).Loop;
        var drain = client.DrainAsync();
        var seen = new TaskCompletionSource<(long Before, long After, bool OthersRan)>();
        loop.Post(_ => Hold(), null);
        var (before, after, othersRan) = await seen.Task.WaitAsync(TestLoops.Deadline);
        Assert.True(after > before);
        Assert.True(othersRan);
        await server.DisposeAsync();
        await drain.WaitAsync(TestLoops.Deadline);

        async void Hold()
        {
            var hasOtherRun = false;
            loop.Post(_ => hasOtherRun = true, null);
            var turn = loop.Turn;
            // As if each answer took long.
            SpinWait.SpinUntil(() => loop.InTurnFor > TimeSpan.FromMilliseconds(30));
            for (var answers = 0; answers < 100 && loop.Turn == turn; answers++) await server.Transport.Output.WriteAsync("answer"u8.ToArray());
            seen.SetResult((turn, loop.Turn, hasOtherRun));
        }
    }

    private static async Task<FlushResult> CancelledAsync(PipeWriter output, ValueTask<FlushResult> flush)
    {
        Assert.False(flush.IsCompleted);
        output.CancelPendingFlush();
        return await flush.AsTask().WaitAsync(TestLoops.Deadline);
    }

    private static async Task<string> ReadAsync(Socket client, int count)
    {
        var read = new byte[count];
        for (var at = 0; at < count;)
        {
            var got = await client.ReceiveAsync(read.AsMemory(at)).AsTask().WaitAsync(TestLoops.Deadline);
            Assert.NotEqual(0, got);
            at += got;
        }

        return count > 100 ? "" : Encoding.ASCII.GetString(read);
    }
}

/// <summary>A client that takes everything.</summary>
internal static class DrainingSocket
{
    /// <summary>Reads to the end.</summary>
    public static Task DrainAsync(this Socket client) => Task.Run(async () =>
    {
        var into = new byte[256 * 1024];
        while (await client.ReceiveAsync(into) > 0)
        {
        }
    });
}
