using System.Buffers;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging.Abstractions;
using Pingap.Gateway.Transport;

namespace Pingap.Gateway.Tests.Transport;

/// <summary>Two loops, a listening socket, and both ends of connections made there.</summary>
internal sealed class TestLoops : IDisposable
{
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    private readonly CountingPools _pools = new();
    private readonly Socket _listening;
    private readonly IConnectionSource _source;

    public TestLoops()
        : this(new IPEndPoint(IPAddress.Loopback, 0))
    {
    }

    public TestLoops(EndPoint address)
    {
        Loops = new(_pools, NullLogger<EpollLoops>.Instance);
        _listening = new(address.AddressFamily, SocketType.Stream, address is IPEndPoint ? ProtocolType.Tcp : ProtocolType.Unspecified);
        _listening.Bind(address);
        _listening.Listen(2000);
        _source = new EpollTransport(Loops).Listen(_listening, threads: 2);
    }

    public EpollLoops Loops { get; }

    /// <summary>How many buffers the loops hold, with those that they keep.</summary>
    public int Rented => _pools.Made.Sum(pool => pool.Rented);

    public EndPoint Address => _listening.LocalEndPoint!;

    public Task<ConnectionContext> AcceptAsync() => _source.AcceptAsync(0).AsTask().WaitAsync(Deadline);

    public Task<LoopSocket> ConnectAsync() => LoopConnector.ConnectAsync(Loops.Here(), Address, CancellationToken.None).AsTask().WaitAsync(Deadline);

    /// <summary>A connection accepted by the transport, and its client on the runtime's sockets.</summary>
    public async Task<(ConnectionContext Server, Socket Client)> PairAsync()
    {
        var client = new Socket(Address.AddressFamily, SocketType.Stream, Address is IPEndPoint ? ProtocolType.Tcp : ProtocolType.Unspecified);
        await client.ConnectAsync(Address).WaitAsync(Deadline);
        return (await AcceptAsync(), client);
    }

    public void Close() => _source.Close();

    public void Dispose()
    {
        _source.Dispose();
        _listening.Dispose();
        Loops.Dispose();
    }

    private sealed class CountingPools : IMemoryPoolFactory<byte>
    {
        public List<CountingPool> Made { get; } = [];

        public MemoryPool<byte> Create(MemoryPoolOptions? options = null)
        {
            Made.Add(new());
            return Made[^1];
        }
    }
}
