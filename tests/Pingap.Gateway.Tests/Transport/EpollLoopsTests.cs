using System.Buffers;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging.Abstractions;
using Pingap.Gateway.Transport;

namespace Pingap.Gateway.Tests.Transport;

public sealed class EpollLoopsTests
{
    [Fact]
    public void A_start_that_fails_half_way_leaves_nothing_and_can_be_tried_again()
    {
        var pools = new Pools { Fails = true };
        using var loops = new EpollLoops(pools, NullLogger<EpollLoops>.Instance);
        Assert.Throws<InvalidOperationException>(() => loops.Start(2));
        // The loop has ended before its buffers went.
        Assert.True(Assert.Single(pools.Made).IsDisposed);
        pools.Fails = false;
        Assert.Equal(2, loops.Start(2).Length);
        Assert.False(pools.Made[1].IsDisposed);
    }

    [Fact]
    public void A_listening_socket_that_one_loop_cannot_watch_is_watched_by_none()
    {
        using var loops = new EpollLoops(new Pools(), NullLogger<EpollLoops>.Instance);
        var all = loops.Start(2);
        all[1].Dispose();
        using var listening = new Socket(SocketType.Stream, ProtocolType.Tcp);
        listening.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listening.Listen();
        Assert.Throws<SocketException>(() => new EpollTransport(loops).Listen(listening, 2));
        Assert.Equal(0, all[0].Count);
    }

    private sealed class Pools : IMemoryPoolFactory<byte>
    {
        public List<Pool> Made { get; } = [];

        public bool Fails { get; set; }

        public MemoryPool<byte> Create(MemoryPoolOptions? options = null)
        {
            if (Fails && Made.Count > 0) throw new InvalidOperationException("There is no more memory.");
            Made.Add(new());
            return Made[^1];
        }
    }

    private sealed class Pool : MemoryPool<byte>
    {
        public bool IsDisposed { get; private set; }

        public override int MaxBufferSize => Shared.MaxBufferSize;

        public override IMemoryOwner<byte> Rent(int minBufferSize = -1) => Shared.Rent(minBufferSize);

        protected override void Dispose(bool disposing) => IsDisposed = true;
    }
}
