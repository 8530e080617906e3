using System.Buffers;
using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;

namespace Pingap.Gateway.Transport;

/// <summary>
/// A client connection on a loop, as Kestrel wants one. Its input is a pipe that the loop fills; its output sends by itself. An idle one
/// holds no buffer: memory is rented when there is something to read, and given back when all of it was read or sent.
/// </summary>
internal sealed class LoopConnection : ConnectionContext, IDuplexPipe, ILoopFeature, IConnectionIdFeature, IConnectionTransportFeature,
    IConnectionItemsFeature, IConnectionEndPointFeature, IConnectionLifetimeFeature, IMemoryPoolFeature
{
    /// <summary>How much input may wait for its reader: 1 MiB, as with Kestrel's own transport; then the client has to wait.</summary>
    private const int MostUnread = 1024 * 1024;

    /// <summary>How long what is left to be sent may take once nobody is there any more who counts the client's speed.</summary>
    private static readonly TimeSpan LastBytes = TimeSpan.FromSeconds(10);

    private static long _lastId = DateTime.UtcNow.Ticks;

    private readonly LoopSocket _socket;
    private readonly Pipe _input;
    private readonly SocketOutput _output;
    private readonly ReadingScheduler _reading;
    private readonly CancellationTokenSource _closed = new();
    private readonly Task _receiving;
    private IDictionary<object, object?>? _items;
    private string? _id;
    private ConnectionAbortedException? _abortReason;
    private volatile bool _isPaused;

    /// <summary>Begins to receive.</summary>
    public LoopConnection(LoopSocket socket, EndPoint? local, EndPoint? remote)
    {
        _socket = socket;
        LocalEndPoint = local;
        RemoteEndPoint = remote;
        _reading = new(socket.Loop);
        _input = new Pipe(new PipeOptions(
            socket.Loop.Buffers, _reading, PipeScheduler.Inline, MostUnread, MostUnread / 2, useSynchronizationContext: false));
        _output = new SocketOutput(socket);
        Features = new LoopFeatures(this);
        Transport = this;
        ConnectionClosed = _closed.Token;
        socket.WhenBroken(static connection => ((LoopConnection)connection).EndPause(), this);
        _receiving = ReceiveAsync();
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

    PipeReader IDuplexPipe.Input => _input.Reader;

    PipeWriter IDuplexPipe.Output => _output;

    public void ReadOnLoop() => _reading.IsOnLoop = true;

    public override void Abort() => Abort(new ConnectionAbortedException());

    /// <summary>Resets the connection, on any thread: what is being read or written ends at once.</summary>
    public override void Abort(ConnectionAbortedException abortReason)
    {
        Interlocked.CompareExchange(ref _abortReason, abortReason, null);
        _socket.Abort();
        // What comes may be waiting for its reader and not for the socket. On the loop, where the pipe is written.
        Loop.Post(static connection => ((LoopConnection)connection!)._input.Writer.CancelPendingFlush(), this);
    }

    /// <summary>Sends what was written, then closes; completes when nothing of the connection runs any more.</summary>
    public override async ValueTask DisposeAsync()
    {
        await _input.Reader.CompleteAsync().ConfigureAwait(false);
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
        DiscardUnread();
        _socket.Dispose();
        await _receiving.ConfigureAwait(false);
        await base.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>
    /// Moves what comes into the pipe, until the client ends its side or nobody reads any more. All in one method: its state is there for as
    /// long as the connection.
    /// </summary>
    private async Task ReceiveAsync()
    {
        const int Large = 32 * 1024;
        var input = _input.Writer;
        var atLeast = 0;
        Exception? failure = null;
        try
        {
            while (true)
            {
                // Without memory: most connections are idle most of the time.
                await _socket.ReceiveAsync(Memory<byte>.Empty).ConfigureAwait(false);
                var memory = input.GetMemory(atLeast);
                var count = _socket.TryReceive(memory.Span);
                if (count == 0) break;
                // A body comes in larger pieces than heads do.
                atLeast = count == memory.Length ? Large : 0;
                if (count > 0) input.Advance(count);
                // Also after nothing, which gives the memory back.
                var flushing = input.FlushAsync();
                if (!flushing.IsCompleted) Pause();
                var flushed = await flushing.ConfigureAwait(false);
                _isPaused = false;
                if (flushed.IsCanceled) throw new SocketException((int)(_socket.IsBroken ? _socket.TakeError() : SocketError.OperationAborted));
                if (flushed.IsCompleted) break;
            }
        }
        catch (Exception e)
        {
            // Whatever it is, it is the reader's to know: else that would wait for ever.
            failure = ReasonOf(e);
        }

        await input.CompleteAsync(failure).ConfigureAwait(false);
        // Not on the loop: whoever waits for the end may do anything.
        ThreadPool.UnsafeQueueUserWorkItem(static connection => connection.TellClosed(), this, preferLocal: false);
    }

    /// <summary>What the reader is told, as by Kestrel's own transport.</summary>
    private Exception ReasonOf(Exception failure)
    {
        if (failure is not SocketException broken) return failure;
        if (Volatile.Read(ref _abortReason) is { } reason) return new ConnectionAbortedException(reason.Message, broken);
        return broken.SocketErrorCode switch
        {
            SocketError.OperationAborted => new ConnectionAbortedException("The connection was closed.", broken),
            SocketError.ConnectionReset => new ConnectionResetException(broken.Message, broken),
            _ => new IOException(broken.Message, broken),
        };
    }

    private void TellClosed()
    {
        try
        {
            _closed.Cancel();
        }
        catch (AggregateException failure)
        {
            // What one listener throws must not end the process.
            Loop.Report(failure);
        }
    }

    /// <summary>From here on nobody receives, until the reader has made room: a connection that breaks meanwhile ends all the same.</summary>
    private void Pause()
    {
        _isPaused = true;
        Interlocked.MemoryBarrier();
        if (_socket.IsBroken) EndPause();
    }

    private void EndPause()
    {
        if (_isPaused) _input.Writer.CancelPendingFlush();
    }

    /// <summary>Reads away what has come and nobody wants: closing over it would make the system reset the connection, and the answer be lost.</summary>
    private void DiscardUnread()
    {
        const int Most = 64;
        Span<byte> unwanted = stackalloc byte[4096];
        try
        {
            for (var i = 0; i < Most && _socket.TryReceive(unwanted) > 0; i++)
            {
            }
        }
        catch (SocketException)
        {
            // Reset by the client, or aborted: then it is closed over nothing.
        }
    }

    /// <summary>Where the reader of the input goes on: on the loop, or before that on the thread pool.</summary>
    private sealed class ReadingScheduler(EpollLoop loop) : PipeScheduler
    {
        public volatile bool IsOnLoop;

        public override void Schedule(Action<object?> action, object? state)
        {
            if (!IsOnLoop) System.Threading.ThreadPool.UnsafeQueueUserWorkItem(action, state, preferLocal: false);
            else if (loop.IsCurrent) action(state);
            else loop.Post(action, state);
        }
    }
}
