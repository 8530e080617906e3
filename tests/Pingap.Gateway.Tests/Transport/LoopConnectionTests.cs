using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Connections;

namespace Pingap.Gateway.Tests.Transport;

public sealed class LoopConnectionTests
{
    public static TheoryData<string> Addresses() => ["127.0.0.1:0", "[::1]:0", ""];

    [Theory]
    [MemberData(nameof(Addresses))]
    public async Task What_a_client_sends_comes_back(string address)
    {
        var directory = Directory.CreateTempSubdirectory();
        using var loops = new TestLoops(address.Length > 0 ? IPEndPoint.Parse(address) : new UnixDomainSocketEndPoint(Path.Combine(directory.FullName, "s")));
        var (server, client) = await loops.PairAsync();
        using (client)
        {
            var echo = EchoAsync(server);
            await client.SendAsync("hello"u8.ToArray());
            client.Shutdown(SocketShutdown.Send);
            Assert.Equal("hello", Encoding.ASCII.GetString(await ReadToEndAsync(client)));
            await echo.WaitAsync(TestLoops.Deadline);
        }

        directory.Delete(recursive: true);
    }

    [Fact]
    public async Task A_client_that_ends_its_side_can_still_be_answered()
    {
        using var loops = new TestLoops();
        var (server, client) = await loops.PairAsync();
        using var _ = client;
        client.Shutdown(SocketShutdown.Send);
        Assert.True((await server.Transport.Input.ReadAsync().AsTask().WaitAsync(TestLoops.Deadline)).IsCompleted);
        await server.Transport.Output.WriteAsync("late"u8.ToArray());
        await server.DisposeAsync();
        Assert.Equal("late", Encoding.ASCII.GetString(await ReadToEndAsync(client)));
    }

    [Fact]
    public async Task A_client_that_does_not_read_holds_the_writer_and_loses_nothing()
    {
        using var loops = new TestLoops();
        var (server, client) = await loops.PairAsync();
        using var _ = client;
        var sent = new byte[8 * 1024 * 1024];
        Random.Shared.NextBytes(sent);
        var output = server.Transport.Output;
        var flushes = 0;
        var isHeld = new TaskCompletionSource();
        var write = Task.Run(async () =>
        {
            for (var at = 0; at < sent.Length; at += 64 * 1024)
            {
                var flush = output.WriteAsync(sent.AsMemory(at, 64 * 1024));
                if (!flush.IsCompleted) isHeld.TrySetResult();
                Assert.False((await flush).IsCompleted);
                flushes++;
            }

            await server.DisposeAsync();
        });
        await isHeld.Task.WaitAsync(TestLoops.Deadline);
        Assert.InRange(flushes, 1, (sent.Length / (64 * 1024)) - 1);
        Assert.Equal(sent, await ReadToEndAsync(client));
        await write.WaitAsync(TestLoops.Deadline);
    }

    [Fact]
    public async Task A_flush_that_is_cancelled_returns_and_what_it_sent_arrives()
    {
        using var loops = new TestLoops();
        var (server, client) = await loops.PairAsync();
        using var _ = client;
        var output = server.Transport.Output;
        var length = 16 * 1024 * 1024;
        var flush = output.WriteAsync(new byte[length]);
        Assert.False(flush.IsCompleted);
        output.CancelPendingFlush();
        Assert.True((await flush.AsTask().WaitAsync(TestLoops.Deadline)).IsCanceled);
        var end = output.WriteAsync("end"u8.ToArray()).AsTask();
        var all = ReadToEndAsync(client);
        await end.WaitAsync(TestLoops.Deadline);
        await server.DisposeAsync();
        Assert.Equal(length + 3, (await all).Length);
    }

    [Fact]
    public async Task A_reader_that_does_not_read_holds_the_client()
    {
        using var loops = new TestLoops();
        var (server, client) = await loops.PairAsync();
        using var _ = client;
        client.Blocking = false;
        var sent = 0L;
        // Until neither side's system takes more: it has a buffer at each end.
        for (var full = 0; full < 200;)
        {
            try
            {
                sent += client.Send(new byte[64 * 1024]);
                full = 0;
            }
            catch (SocketException e) when (e.SocketErrorCode == SocketError.WouldBlock)
            {
                full++;
                await Task.Yield();
            }

            Assert.True(sent < 256 * 1024 * 1024);
        }

        client.Shutdown(SocketShutdown.Send);
        var read = 0L;
        while (await server.Transport.Input.ReadAsync().AsTask().WaitAsync(TestLoops.Deadline) is var result && (!result.Buffer.IsEmpty || !result.IsCompleted))
        {
            read += result.Buffer.Length;
            server.Transport.Input.AdvanceTo(result.Buffer.End);
        }

        Assert.Equal(sent, read);
        await server.DisposeAsync();
    }

    [Fact]
    public async Task An_abort_resets_the_client_and_ends_what_is_read_and_written()
    {
        using var loops = new TestLoops();
        var (server, client) = await loops.PairAsync();
        using var _ = client;
        var read = server.Transport.Input.ReadAsync().AsTask();
        var write = server.Transport.Output.WriteAsync(new byte[16 * 1024 * 1024]).AsTask();
        var closed = new TaskCompletionSource();
        server.ConnectionClosed.Register(closed.SetResult);
        server.Abort(new ConnectionAbortedException("enough"));
        Assert.Equal("enough", (await Assert.ThrowsAsync<ConnectionAbortedException>(() => read.WaitAsync(TestLoops.Deadline))).Message);
        Assert.True((await write.WaitAsync(TestLoops.Deadline)).IsCompleted);
        await closed.Task.WaitAsync(TestLoops.Deadline);
        await server.DisposeAsync();
        var reset = await Assert.ThrowsAsync<SocketException>(() => ReadToEndAsync(client));
        Assert.Equal(SocketError.ConnectionReset, reset.SocketErrorCode);
    }

    [Fact]
    public async Task A_reset_by_the_client_is_told_as_one()
    {
        using var loops = new TestLoops();
        var (server, client) = await loops.PairAsync();
        var read = server.Transport.Input.ReadAsync().AsTask();
        client.Close(timeout: 0);
        await Assert.ThrowsAsync<ConnectionResetException>(() => read.WaitAsync(TestLoops.Deadline));
        await server.DisposeAsync();
    }

    [Fact]
    public async Task A_thousand_connections_at_once_are_served()
    {
        using var loops = new TestLoops();
        async Task ServeAsync()
        {
            var served = new List<Task>();
            for (var i = 0; i < 1000; i++) served.Add(EchoAsync(await loops.AcceptAsync()));
            await Task.WhenAll(served);
        }

        async Task AskAsync(int number)
        {
            using var client = await loops.ConnectAsync();
            var text = Encoding.ASCII.GetBytes($"client {number}");
            await client.SendAsync(text);
            client.ShutdownSend();
            var answer = new byte[64];
            var length = 0;
            while (await client.ReceiveAsync(answer.AsMemory(length)) is var count and > 0) length += count;
            Assert.Equal(text, answer[..length]);
        }

        var serve = ServeAsync();
        await Task.WhenAll(Enumerable.Range(0, 1000).Select(AskAsync)).WaitAsync(TestLoops.Deadline);
        await serve.WaitAsync(TestLoops.Deadline);
    }

    [Fact]
    public async Task Aborts_and_disposals_may_race_with_everything()
    {
        using var loops = new TestLoops();
        for (var i = 0; i < 300; i++)
        {
            var (server, client) = await loops.PairAsync();
            using var _ = client;
            var echo = EchoAsync(server);
            await client.SendAsync(new byte[4096]);
            await Task.WhenAll(Task.Run(server.Abort), Task.Run(async () => await server.DisposeAsync()), Task.Run(server.Transport.Output.CancelPendingFlush))
                .WaitAsync(TestLoops.Deadline);
            await echo.WaitAsync(TestLoops.Deadline);
        }
    }

    [Fact]
    public async Task Who_waits_for_a_connection_is_told_that_there_will_be_none()
    {
        using var loops = new TestLoops();
        var accept = loops.AcceptAsync();
        loops.Close();
        Assert.Equal(SocketError.OperationAborted, (await Assert.ThrowsAsync<SocketException>(() => accept)).SocketErrorCode);
    }

    private static async Task EchoAsync(ConnectionContext connection)
    {
        try
        {
            await connection.Transport.Input.CopyToAsync(connection.Transport.Output);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException or InvalidOperationException)
        {
            // The tests that race want it so.
        }

        await connection.DisposeAsync();
    }

    private static async Task<byte[]> ReadToEndAsync(Socket client)
    {
        using var all = new MemoryStream();
        var buffer = new byte[256 * 1024];
        while (await client.ReceiveAsync(buffer).WaitAsync(TestLoops.Deadline) is var count and > 0) all.Write(buffer, 0, count);
        return all.ToArray();
    }
}
