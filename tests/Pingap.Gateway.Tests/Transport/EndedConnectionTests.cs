using System.Buffers;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Connections;
using Pingap.Gateway.Transport;

namespace Pingap.Gateway.Tests.Transport;

/// <summary>The end of a connection while nobody reads, as while a request waits for its backend; and what is left of one that is idle.</summary>
public sealed class EndedConnectionTests
{
    public static TheoryData<bool, bool> Readings() => new() { { false, false }, { false, true }, { true, false }, { true, true } };

    [Theory]
    [MemberData(nameof(Readings))]
    public async Task An_end_of_the_peers_side_is_noticed_and_nothing_before_it_is_lost(bool isOnLoop, bool hasUnread)
    {
        using var loops = new TestLoops();
        var (server, client) = await BegunAsync(loops, isOnLoop);
        using var _ = client;
        var closed = Closed(server);
        if (hasUnread) await client.SendAsync("unread"u8.ToArray());
        client.Shutdown(SocketShutdown.Send);
        await closed.WaitAsync(TestLoops.Deadline);
        var left = await server.Transport.Input.ReadAtLeastAsync(100).AsTask().WaitAsync(TestLoops.Deadline);
        Assert.True(left.IsCompleted);
        Assert.Equal(hasUnread ? "unread" : "", Encoding.ASCII.GetString(left.Buffer));
        // And it can be answered still.
        await server.Transport.Output.WriteAsync("late"u8.ToArray());
        await server.DisposeAsync();
        var answer = new byte[10];
        Assert.Equal(4, await client.ReceiveAsync(answer).WaitAsync(TestLoops.Deadline));
    }

    [Theory]
    [MemberData(nameof(Readings))]
    public async Task A_reset_is_noticed_and_is_the_readers_to_know(bool isOnLoop, bool hasUnread)
    {
        using var loops = new TestLoops();
        var (server, client) = await BegunAsync(loops, isOnLoop);
        var closed = Closed(server);
        if (hasUnread) await client.SendAsync("unread"u8.ToArray());
        client.Close(timeout: 0);
        await closed.WaitAsync(TestLoops.Deadline);
        await Assert.ThrowsAsync<ConnectionResetException>(() => server.Transport.Input.ReadAsync().AsTask().WaitAsync(TestLoops.Deadline));
        await server.DisposeAsync();
    }

    [Fact]
    public async Task An_abort_is_told_while_nobody_reads()
    {
        using var loops = new TestLoops();
        var (server, client) = await BegunAsync(loops, isOnLoop: true);
        using var _ = client;
        var closed = Closed(server);
        server.Abort(new ConnectionAbortedException("enough"));
        await closed.WaitAsync(TestLoops.Deadline);
        await server.DisposeAsync();
    }

    [Fact]
    public async Task A_connection_that_is_closed_here_is_told_as_ended()
    {
        using var loops = new TestLoops();
        var (server, client) = await loops.PairAsync();
        using var _ = client;
        var closed = Closed(server);
        await server.DisposeAsync();
        await closed.WaitAsync(TestLoops.Deadline);
    }

    [Fact]
    public async Task What_the_client_has_sent_and_nobody_reads_does_not_cost_it_its_answer()
    {
        using var loops = new TestLoops();
        var (server, client) = await BegunAsync(loops, isOnLoop: true);
        using var _ = client;
        // One packet, of which the first block is read.
        await client.SendAsync(new byte[16_000]);
        var read = await server.Transport.Input.ReadAsync().AsTask().WaitAsync(TestLoops.Deadline);
        Assert.InRange(read.Buffer.Length, 1, 15_999);
        server.Transport.Input.AdvanceTo(read.Buffer.Start);
        await server.Transport.Output.WriteAsync("no"u8.ToArray());
        await server.DisposeAsync().AsTask().WaitAsync(TestLoops.Deadline);
        var answer = new byte[10];
        Assert.Equal(2, await client.ReceiveAsync(answer).WaitAsync(TestLoops.Deadline));
        Assert.Equal(0, await client.ReceiveAsync(answer).WaitAsync(TestLoops.Deadline));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_idle_connection_holds_no_buffer(bool isOnLoop)
    {
        const int Connections = 100;
        using var loops = new TestLoops();
        var all = new List<(ConnectionContext Server, Socket Client, Task Idle)>();
        for (var i = 0; i < Connections; i++)
        {
            var (server, client) = await BegunAsync(loops, isOnLoop);
            all.Add((server, client, IdleAsync(server)));
        }

        foreach (var (_, client, _) in all)
        {
            await client.SendAsync("x"u8.ToArray());
            // What is answered was consumed before.
            Assert.Equal(1, await client.ReceiveAsync(new byte[1]).WaitAsync(TestLoops.Deadline));
        }

        // What the two loops keep themselves; nothing is kept of what other threads rent.
        Assert.InRange(loops.Rented, 0, isOnLoop ? 10 : 2);
        foreach (var (server, client, idle) in all)
        {
            client.Dispose();
            await idle.WaitAsync(TestLoops.Deadline);
            await server.DisposeAsync();
        }

        static async Task IdleAsync(ConnectionContext server)
        {
            var input = server.Transport.Input;
            while (true)
            {
                var read = await input.ReadAsync();
                input.AdvanceTo(read.Buffer.End);
                if (read.IsCompleted) return;
                await server.Transport.Output.WriteAsync("y"u8.ToArray());
            }
        }
    }

    /// <summary>A connection that has read something, as one with a request has.</summary>
    private static async Task<(ConnectionContext Server, Socket Client)> BegunAsync(TestLoops loops, bool isOnLoop)
    {
        var (server, client) = await loops.PairAsync();
        if (isOnLoop) ((LoopConnection)server).ReadOnLoop();
        await client.SendAsync("begin"u8.ToArray());
        var read = await server.Transport.Input.ReadAtLeastAsync(5).AsTask().WaitAsync(TestLoops.Deadline);
        server.Transport.Input.AdvanceTo(read.Buffer.End);
        return (server, client);
    }

    private static Task Closed(ConnectionContext server)
    {
        var closed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        server.ConnectionClosed.Register(closed.SetResult);
        return closed.Task;
    }
}
