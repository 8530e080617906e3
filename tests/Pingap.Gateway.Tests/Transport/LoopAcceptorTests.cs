using System.Buffers;
using System.Net;
using System.Net.Sockets;
using Pingap.Gateway.Transport;

namespace Pingap.Gateway.Tests.Transport;

public sealed class LoopAcceptorTests : IDisposable
{
    private readonly EpollLoop[] _loops = [Loop(0), Loop(1)];
    private readonly Socket _listening = new(SocketType.Stream, ProtocolType.Tcp) { Blocking = false };
    private readonly List<Socket> _clients = [];
    private bool _isExhausted = true;

    public LoopAcceptorTests()
    {
        _listening.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listening.Listen();
    }

    [Fact]
    public async Task Who_cannot_accept_leaves_the_connections_to_the_others_until_it_comes_back()
    {
        var (one, other) = (Acceptor(0), Acceptor(1));
        await ConnectAsync();
        await Assert.ThrowsAsync<SocketException>(() => AcceptAsync(one, 0));
        Assert.Equal((0, 1), (_loops[0].Count, _loops[1].Count));
        for (var i = 0; i < 20; i++)
        {
            var accepted = AcceptAsync(other, 1);
            await ConnectAsync();
            await (await accepted).DisposeAsync();
        }

        _isExhausted = false;
        var back = AcceptAsync(one, 0);
        other.Close();
        await ConnectAsync();
        await (await back).DisposeAsync();
        one.Close();
    }

    [Fact]
    public async Task Who_cannot_accept_says_so_since_others_slept_through_what_it_was_woken_for()
    {
        var told = new List<LoopAcceptor>();
        var one = Acceptor(0, told.Add);
        await ConnectAsync();
        await Assert.ThrowsAsync<SocketException>(() => AcceptAsync(one, 0));
        Assert.Equal([one], told);
        one.Close();
    }

    [Fact]
    public async Task What_came_while_it_was_away_is_accepted_when_it_comes_back()
    {
        var one = Acceptor(0);
        await ConnectAsync();
        await Assert.ThrowsAsync<SocketException>(() => AcceptAsync(one, 0));
        await ConnectAsync();
        _isExhausted = false;
        await (await AcceptAsync(one, 0)).DisposeAsync();
        one.Close();
        Assert.Equal(0, _loops[0].Count);
    }

    [Fact]
    public async Task Who_is_closed_while_away_does_not_come_back()
    {
        var one = Acceptor(0);
        await ConnectAsync();
        await Assert.ThrowsAsync<SocketException>(() => AcceptAsync(one, 0));
        one.Close();
        Assert.Equal(SocketError.OperationAborted, (await Assert.ThrowsAsync<SocketException>(() => AcceptAsync(one, 0))).SocketErrorCode);
        Assert.Equal(0, _loops[0].Count);
    }

    public void Dispose()
    {
        foreach (var client in _clients) client.Dispose();
        _listening.Dispose();
        foreach (var loop in _loops) loop.Dispose();
    }

    private static EpollLoop Loop(int index) => new(index, MemoryPool<byte>.Shared, (_, _) => { });

    private LoopAcceptor Acceptor(int loop, Action<LoopAcceptor>? steppedAside = null) =>
        new(_loops[loop], Place, _listening.SafeHandle, _listening.LocalEndPoint, steppedAside);

    /// <summary>The first loop has no descriptors, as it were.</summary>
    private EpollLoop Place(EpollLoop loop) =>
        _isExhausted && loop.Index == 0 ? throw new SocketException((int)SocketError.TooManyOpenSockets) : loop;

    private async Task<LoopConnection> AcceptAsync(LoopAcceptor acceptor, int loop)
    {
        return await Task.Run(async () =>
        {
            await new EnterLoop(_loops[loop]);
            return await acceptor.AcceptAsync();
        }).WaitAsync(TestLoops.Deadline);
    }

    private async Task ConnectAsync()
    {
        var client = new Socket(SocketType.Stream, ProtocolType.Tcp);
        _clients.Add(client);
        await client.ConnectAsync(_listening.LocalEndPoint!).WaitAsync(TestLoops.Deadline);
    }
}
