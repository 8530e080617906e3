using System.Net;
using System.Net.Sockets;
using Pingap.Gateway.Forwarding.Wire;
using Pingap.Gateway.Transport;

namespace Pingap.Gateway.Tests.Transport;

public sealed class LoopSocketTests
{
    [Fact]
    public async Task Nobody_who_listens_is_a_refusal()
    {
        using var loops = new TestLoops();
        using var bound = new Socket(SocketType.Stream, ProtocolType.Tcp);
        bound.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var refused = await Assert.ThrowsAsync<SocketException>(
            () => LoopConnector.ConnectAsync(loops.Loops.Here(), bound.LocalEndPoint!, CancellationToken.None).AsTask().WaitAsync(TestLoops.Deadline));
        Assert.Equal(SocketError.ConnectionRefused, refused.SocketErrorCode);
    }

    [Fact]
    public async Task Connecting_can_be_given_up()
    {
        using var loops = new TestLoops();
        using var full = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        full.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        full.Listen(0);
        // Once its backlog is full the system answers nobody any more.
        using var cancellation = new CancellationTokenSource();
        var attempts = Enumerable.Range(0, 8)
            .Select(_ => LoopConnector.ConnectAsync(loops.Loops.Here(), full.LocalEndPoint!, cancellation.Token).AsTask()).ToList();
        Assert.Contains(attempts, attempt => !attempt.IsCompleted);
        await cancellation.CancelAsync();
        foreach (var attempt in attempts)
        {
            await Task.WhenAny(attempt).WaitAsync(TestLoops.Deadline);
            if (attempt.IsCompletedSuccessfully) (await attempt).Dispose();
        }

        Assert.Contains(attempts, attempt => attempt.IsCanceled);
    }

    [Fact]
    public async Task The_next_address_is_tried_when_one_refuses()
    {
        using var loops = new TestLoops(new IPEndPoint(IPAddress.Parse("127.0.0.2"), 0));
        using var socket = await LoopConnector.ConnectAsync(
            loops.Loops.Here(), [IPAddress.Loopback, IPAddress.Parse("127.0.0.2")], ((IPEndPoint)loops.Address).Port, CancellationToken.None);
        await socket.SendAsync("x"u8.ToArray());
        var server = await loops.AcceptAsync();
        Assert.Equal(1, (await server.Transport.Input.ReadAsync().AsTask().WaitAsync(TestLoops.Deadline)).Buffer.Length);
        await server.DisposeAsync();
    }

    [Fact]
    public async Task An_abort_fails_what_is_under_way_with_its_error()
    {
        using var loops = new TestLoops();
        using var socket = await loops.ConnectAsync();
        var receive = socket.ReceiveAsync(new byte[1]).AsTask();
        socket.Abort(SocketError.TimedOut);
        Assert.Equal(SocketError.TimedOut, (await Assert.ThrowsAsync<SocketException>(() => receive.WaitAsync(TestLoops.Deadline))).SocketErrorCode);
        Assert.Equal(SocketError.TimedOut, (await Assert.ThrowsAsync<SocketException>(async () => await socket.SendAsync(new byte[1]))).SocketErrorCode);
    }

    [Fact]
    public async Task An_idle_connection_that_the_peer_ends_is_noticed()
    {
        using var loops = new TestLoops();
        using var socket = await loops.ConnectAsync();
        var server = await loops.AcceptAsync();
        var end = socket.ReceiveAsync(Memory<byte>.Empty);
        await server.DisposeAsync();
        await end.AsTask().WaitAsync(TestLoops.Deadline);
        Assert.Equal(0, await socket.ReceiveAsync(new byte[1]));
    }

    [Fact]
    public async Task What_follows_an_operation_runs_on_the_loop_and_may_leave_it()
    {
        using var loops = new TestLoops();
        using var socket = await loops.ConnectAsync();
        var server = await loops.AcceptAsync();
        async Task<(EpollLoop? Before, EpollLoop? After)> ReceiveAsync()
        {
            await socket.ReceiveAsync(new byte[1]).ConfigureAwait(false);
            var before = EpollLoop.Current;
            await default(LeaveLoop);
            return (before, EpollLoop.Current);
        }

        var receive = ReceiveAsync();
        await server.Transport.Output.WriteAsync("x"u8.ToArray());
        var (before, after) = await receive.WaitAsync(TestLoops.Deadline);
        Assert.Same(socket.Loop, before);
        Assert.Null(after);
        await server.DisposeAsync();
    }

    [Fact]
    public async Task What_the_peer_has_acknowledged_is_known()
    {
        using var loops = new TestLoops();
        using var socket = await loops.ConnectAsync();
        var server = await loops.AcceptAsync();
        await socket.SendAsync(new byte[100]);
        await server.Transport.Input.ReadAtLeastAsync(100).AsTask().WaitAsync(TestLoops.Deadline);
        await server.Transport.Output.WriteAsync("x"u8.ToArray());
        await socket.ReceiveAsync(new byte[1]).AsTask().WaitAsync(TestLoops.Deadline);
        var info = new byte[256];
        // TCP counts the SYN as one.
        Assert.InRange(Acknowledgement.Read(info.AsSpan(0, socket.GetTcpInfo(info)))!.Value.Octets, 100, 101);
        await server.DisposeAsync();
    }
}
