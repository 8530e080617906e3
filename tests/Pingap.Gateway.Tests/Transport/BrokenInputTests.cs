using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Connections;
using Pingap.Gateway.Transport;

namespace Pingap.Gateway.Tests.Transport;

public sealed class BrokenInputTests
{
    [Fact]
    public async Task A_reset_is_noticed_while_nobody_reads_what_came_before()
    {
        using var loops = new TestLoops();
        var (server, client) = await loops.PairAsync();
        var sending = SendWithoutEndAsync(client);
        await FillAsync(server);
        var closed = new TaskCompletionSource();
        using var registration = server.ConnectionClosed.Register(closed.SetResult);
        client.LingerState = new LingerOption(true, 0);
        client.Dispose();
        await closed.Task.WaitAsync(TestLoops.Deadline);
        await Assert.ThrowsAsync<ConnectionResetException>(() => server.Transport.Input.ReadAsync().AsTask().WaitAsync(TestLoops.Deadline));
        await server.DisposeAsync();
        await sending.WaitAsync(TestLoops.Deadline);
    }

    [Fact]
    public async Task An_end_of_the_peers_side_waits_behind_what_came_before()
    {
        using var loops = new TestLoops();
        var (server, client) = await loops.PairAsync();
        using var _ = client;
        var sent = new byte[3 * 1024 * 1024];
        var sending = Task.Run(async () =>
        {
            for (var at = 0; at < sent.Length;) at += await client.SendAsync(sent.AsMemory(at));
            client.Shutdown(SocketShutdown.Send);
        });
        await FillAsync(server);
        Assert.Equal(sent.Length, (await server.Transport.Input.ReadAtLeastAsync(sent.Length).AsTask().WaitAsync(TestLoops.Deadline)).Buffer.Length);
        await sending.WaitAsync(TestLoops.Deadline);
        await server.DisposeAsync();
    }

    [Fact]
    public async Task What_follows_urgent_data_is_read_and_that_itself_is_not()
    {
        using var loops = new TestLoops();
        var (server, client) = await loops.PairAsync();
        using var _ = client;
        client.NoDelay = true;
        using var sent = new ManualResetEventSlim();
        // All of it has come before any of it is read.
        ((LoopConnection)server).Loop.Post(_ => sent.Wait(TestLoops.Deadline), null);
        await client.SendAsync("be"u8.ToArray());
        client.Send("!"u8, SocketFlags.OutOfBand);
        await client.SendAsync("fore"u8.ToArray());
        sent.Set();
        var read = await server.Transport.Input.ReadAtLeastAsync(6).AsTask().WaitAsync(TestLoops.Deadline);
        Assert.Equal("before", Encoding.ASCII.GetString(read.Buffer));
        server.Transport.Input.AdvanceTo(read.Buffer.End);
        await client.SendAsync("after"u8.ToArray());
        read = await server.Transport.Input.ReadAtLeastAsync(5).AsTask().WaitAsync(TestLoops.Deadline);
        Assert.Equal("after", Encoding.ASCII.GetString(read.Buffer));
        await server.DisposeAsync();
    }

    [Fact]
    public async Task Urgent_data_alone_keeps_no_loop_busy_and_ends_nothing()
    {
        using var loops = new TestLoops();
        var (server, client) = await loops.PairAsync();
        using var _ = client;
        client.Send("!"u8, SocketFlags.OutOfBand);
        await client.SendAsync("x"u8.ToArray());
        await server.Transport.Input.ReadAtLeastAsync(1).AsTask().WaitAsync(TestLoops.Deadline);
        client.Send("!"u8, SocketFlags.OutOfBand);
        var loop = ((LoopConnection)server).Loop;
        await Round(loop);
        var before = loop.Turn;
        for (var i = 0; i < 100; i++) await Round(loop);
        Assert.InRange(loop.Turn - before, 0, 110);
        Assert.False(server.ConnectionClosed.IsCancellationRequested);
        await server.DisposeAsync();
    }

    private static Task Round(EpollLoop loop)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        loop.Post(_ => done.SetResult(), null);
        return done.Task.WaitAsync(TestLoops.Deadline);
    }

    /// <summary>Until much was read, of which nothing was consumed.</summary>
    private static async Task FillAsync(ConnectionContext server)
    {
        var deadline = DateTime.UtcNow + TestLoops.Deadline;
        while (true)
        {
            Assert.True(DateTime.UtcNow < deadline);
            var read = await server.Transport.Input.ReadAsync().AsTask().WaitAsync(TestLoops.Deadline);
            var isFull = read.Buffer.Length >= 1024 * 1024;
            server.Transport.Input.AdvanceTo(read.Buffer.Start, read.Buffer.End);
            if (isFull) return;
        }
    }

    private static Task SendWithoutEndAsync(Socket client) => Task.Run(async () =>
    {
        var part = new byte[64 * 1024];
        try
        {
            while (true) await client.SendAsync(part);
        }
        catch (Exception closed) when (closed is SocketException or ObjectDisposedException)
        {
            // That is how it ends.
        }
    });
}
