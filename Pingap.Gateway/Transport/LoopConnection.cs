using System.Buffers;
using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;

namespace Pingap.Gateway.Transport;

/// <summary>
/// A client connection on a loop, as Kestrel wants one. Its input receives when it is read, its output sends when it is flushed. An idle one
/// holds no buffer: memory is rented when there is something to read, and given back when all of it was read or sent.
/// </summary>
internal sealed class LoopConnection : ConnectionContext, IDuplexPipe, ILoopFeature, IConnectionIdFeature, IConnectionTransportFeature,
    IConnectionItemsFeature, IConnectionEndPointFeature, IConnectionLifetimeFeature, IMemoryPoolFeature
{
    /// <summary>How long what is left to be sent may take once nobody is there any more who counts the client's speed.</summary>
    private static readonly TimeSpan LastBytes = TimeSpan.FromSeconds(10);

    /// <summary>For how many turns of the loop what nobody wants is read away, 256 KiB in each: somewhat over 1 MiB.</summary>
    private const int MostDiscarding = 5;

    private static long _lastId = DateTime.UtcNow.Ticks;

    private readonly LoopSocket _socket;
    private readonly ConnectionEnd _end;
    private readonly SocketInput _input;
    private readonly SocketOutput _output;
    private IDictionary<object, object?>? _items;
    private string? _id;

    public LoopConnection(LoopSocket socket, EndPoint? local, EndPoint? remote)
    {
        _socket = socket;
        LocalEndPoint = local;
        RemoteEndPoint = remote;
        _end = new(socket.Loop);
        _input = new(socket, _end);
        _output = new(socket);
        Features = new LoopFeatures(this);
        Transport = this;
        ConnectionClosed = _end.Closed;
    }

    /// <inheritdoc cref="ConnectionContext.ConnectionId"/>
    public override string ConnectionId
    {
        get => _id ??= Interlocked.Increment(ref _lastId).ToString("X", System.Globalization.CultureInfo.InvariantCulture);
        set => _id = value;
    }

    public override IFeatureCollection Features { get; }

    public override IDictionary<object, object?> Items
    {
        get => _items ??= new ConnectionItems();
        set => _items = value;
    }

    public override IDuplexPipe Transport { get; set; }

    public override CancellationToken ConnectionClosed { get; set; }

    public override EndPoint? LocalEndPoint { get; set; }

    public override EndPoint? RemoteEndPoint { get; set; }

    public MemoryPool<byte> MemoryPool => _socket.Loop.Buffers;

    public EpollLoop Loop => _socket.Loop;

    PipeReader IDuplexPipe.Input => _input;

    PipeWriter IDuplexPipe.Output => _output;

    public void ReadOnLoop() => _input.ReadOnLoop();

    public override void Abort() => Abort(new ConnectionAbortedException());

    /// <summary>Resets the connection, on any thread: what is being read or written ends at once.</summary>
    public override void Abort(ConnectionAbortedException abortReason)
    {
        _end.WillBe(abortReason);
        _socket.Abort();
    }

    /// <summary>Sends what was written, then closes; completes when nothing of the connection runs any more.</summary>
    public override async ValueTask DisposeAsync()
    {
        await _input.CompleteAsync().ConfigureAwait(false);
        await _output.CompleteAsync().ConfigureAwait(false);
        try
        {
            await _output.WhenSent().WaitAsync(LastBytes).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            Abort(new ConnectionAbortedException("The client did not read the end of its answer."));
        }

        _socket.ShutdownSend();
        // More than one turn's share only of those who were answered amidst a large request.
        for (var turns = 0; turns < MostDiscarding && DiscardUnread(); turns++) await new NextTurn(Loop);
        _socket.Dispose();
        // What the closing has posted runs before this; what somebody else's has, who was first, soon after.
        do await new NextTurn(Loop);
        while (_input.IsArmed);
        await base.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>Reads away what has come and nobody wants: closing over it would make the system reset the connection, and the answer be lost.</summary>
    /// <returns>Whether there may be more.</returns>
    private bool DiscardUnread()
    {
        const int Most = 64;
        Span<byte> unwanted = stackalloc byte[4096];
        try
        {
            for (var i = 0; i < Most; i++)
            {
                var count = _socket.TryReceive(unwanted);
                if (count > 0) continue;
                // Its share of the turn may have been spent before.
                return count < 0 && _socket.HasNews;
            }

            return true;
        }
        catch (SocketException)
        {
            // Reset by the client, or aborted: then it is closed over nothing.
            return false;
        }
    }
}
