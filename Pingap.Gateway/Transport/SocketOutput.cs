using System.IO.Pipelines;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Threading.Tasks.Sources;

namespace Pingap.Gateway.Transport;

/// <summary>
/// The output of a client connection: a flush sends, on the thread that flushes, what there is room for; where the client does not read as
/// fast, the flush completes on the loop once the system has taken all of it. So nothing is buffered beyond what one flush was given.
/// </summary>
/// <remarks>
/// One writer at a time, as with every <see cref="PipeWriter"/>; <see cref="CancelPendingFlush"/> on any thread. A cancelled flush returns,
/// and what it was sending goes on being sent; what is written meanwhile waits behind it. That a connection is broken is no exception but
/// <see cref="FlushResult.IsCompleted"/>: the reason is the reading side's to tell.
/// </remarks>
internal sealed class SocketOutput : PipeWriter, IValueTaskSource<FlushResult>
{
    private readonly LoopSocket _socket;
    private readonly Lock _gate = new();
    private OutputBlocks _written;
    private OutputBlocks? _sending;
    private Action? _onRoom;
    private ManualResetValueTaskSourceCore<FlushResult> _flush;
    private TaskCompletionSource? _completed;
    private ValueTaskAwaiter _room;
    private CancellationTokenRegistration _givenUp;
    private int _isPending;
    private int _isCancelAsked;
    private bool _isBusy;
    private bool _hasMore;
    private volatile bool _isBroken;
    private bool _isComplete;

    public SocketOutput(LoopSocket socket)
    {
        _socket = socket;
        _written = new(socket.Loop.Buffers);
    }

    public override bool CanGetUnflushedBytes => true;

    public override long UnflushedBytes => _written.Length;

    public override Memory<byte> GetMemory(int sizeHint = 0)
    {
        ObjectDisposedException.ThrowIf(_isComplete, this);
        return _written.Room(sizeHint);
    }

    public override Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    public override void Advance(int bytes) => _written.Advance(bytes);

    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
    {
        if (cancellationToken.IsCancellationRequested) return ValueTask.FromCanceled<FlushResult>(cancellationToken);
        var mustWait = Volatile.Read(ref _isBusy) ? TryQueue() : !TrySendAll(_written) && BeginSending();
        return mustWait ? Pending(cancellationToken) : new(new FlushResult(Interlocked.Exchange(ref _isCancelAsked, 0) == 1, _isBroken));
    }

    /// <summary>Sends from the caller's memory where nothing waits; only what there is no room for is copied.</summary>
    public override ValueTask<FlushResult> WriteAsync(ReadOnlyMemory<byte> source, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_isComplete, this);
        if (cancellationToken.IsCancellationRequested) return ValueTask.FromCanceled<FlushResult>(cancellationToken);
        if (!Volatile.Read(ref _isBusy) && _written.Length == 0 && !source.IsEmpty) source = source[SendNow(new(in source))..];
        while (!source.IsEmpty)
        {
            var room = _written.Room(Math.Min(source.Length, 64 * 1024));
            var count = Math.Min(room.Length, source.Length);
            source[..count].CopyTo(room);
            _written.Advance(count);
            source = source[count..];
        }

        return FlushAsync(cancellationToken);
    }

    public override void CancelPendingFlush()
    {
        Volatile.Write(ref _isCancelAsked, 1);
        if (!TryEndPending()) return;
        Interlocked.Exchange(ref _isCancelAsked, 0);
        // On the loop: whoever cancels may hold locks that the writer wants.
        _socket.Loop.Post(static output => ((SocketOutput)output!).EndFlush(isCancelled: true), this);
    }

    /// <summary>Nothing more will be written: what waits is still sent, unless there is an error.</summary>
    public override void Complete(Exception? exception = null)
    {
        if (_isComplete) return;
        _isComplete = true;
        if (exception is not null) _socket.Abort();
        if (Volatile.Read(ref _isBusy)) TryQueue();
        else if (!TrySendAll(_written)) BeginSending();
    }

    /// <summary>Waits until all that was written before <see cref="Complete"/> is the system's to deliver, or nobody's.</summary>
    public Task WhenSent()
    {
        lock (_gate)
        {
            if (!_isBusy) return Task.CompletedTask;
            _completed ??= new(TaskCreationOptions.RunContinuationsAsynchronously);
            return _completed.Task;
        }
    }

    FlushResult IValueTaskSource<FlushResult>.GetResult(short token) => _flush.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<FlushResult>.GetStatus(short token) => _flush.GetStatus(token);

    void IValueTaskSource<FlushResult>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _flush.OnCompleted(continuation, state, token, flags);

    private bool TrySendAll(OutputBlocks blocks)
    {
        while (blocks.Length > 0 && !_isBroken)
        {
            var sent = SendNow(blocks.Pieces());
            if (sent == 0 && !_isBroken) return false;
            blocks.Take(sent);
        }

        // Room that was asked for and not used goes back too.
        blocks.Clear();
        return true;
    }

    /// <summary>Sends what there is room for; nothing once it is broken.</summary>
    private int SendNow(ReadOnlySpan<ReadOnlyMemory<byte>> pieces)
    {
        if (_isBroken) return 0;
        try
        {
            return Math.Max(0, _socket.TrySend(pieces));
        }
        catch (SocketException)
        {
            _isBroken = true;
            return 0;
        }
    }

    /// <summary>Hands what is left over to the loop. Called by the writer, who has found the loop with nothing to send.</summary>
    private bool BeginSending()
    {
        var next = _sending ?? new(_socket.Loop.Buffers);
        lock (_gate)
        {
            _isBusy = true;
            (_sending, _written) = (_written, next);
        }

        Prepare();
        WaitForRoom();
        return true;
    }

    /// <summary>Lets the loop go on with what has been written since; called by the writer.</summary>
    /// <returns>Whether it will; if not, it had finished and all is sent or on its way.</returns>
    private bool TryQueue()
    {
        lock (_gate)
        {
            if (_isBusy)
            {
                Prepare();
                return _hasMore = true;
            }
        }

        return !TrySendAll(_written) && BeginSending();
    }

    private void Prepare()
    {
        if (_isComplete) return;
        _flush.Reset();
        Volatile.Write(ref _isPending, 1);
    }

    private void WaitForRoom()
    {
        while (true)
        {
#pragma warning disable CA2012 // Its result is taken once, by GoOn; an async method would allocate, or have to be awaited to be pooled.
            _room = _socket.SendAsync(ReadOnlyMemory<byte>.Empty).GetAwaiter();
#pragma warning restore CA2012
            if (!_room.IsCompleted)
            {
                _room.UnsafeOnCompleted(_onRoom ??= OnRoom);
                return;
            }

            if (GoOn()) return;
        }
    }

    private void OnRoom()
    {
        if (!GoOn()) WaitForRoom();
    }

    /// <summary>Sends on.</summary>
    /// <returns>Whether there is nothing left.</returns>
    private bool GoOn()
    {
        try
        {
            _room.GetResult();
        }
        catch (SocketException)
        {
            _isBroken = true;
        }

        bool isAwaited;
        while (true)
        {
            if (!TrySendAll(_sending!)) return false;
            lock (_gate)
            {
                if (!_hasMore)
                {
                    // Before the writer can see that nothing is being sent, and begin the next flush.
                    isAwaited = TryEndPending();
                    Volatile.Write(ref _isBusy, false);
                    break;
                }

                _hasMore = false;
                // Whoever queued it awaits the flush, or has completed: nothing is being written now.
                (_sending, _written) = (_written, _sending!);
            }
        }

        _completed?.TrySetResult();
        if (isAwaited) EndFlush(isCancelled: false);
        return true;
    }

    private ValueTask<FlushResult> Pending(CancellationToken cancellation)
    {
        var version = _flush.Version;
        // After the token is seen: a cancellation of between is found here or ends what is pending.
        if (Interlocked.Exchange(ref _isCancelAsked, 0) == 1 && TryEndPending()) EndFlush(isCancelled: true);
        if (cancellation.CanBeCanceled) _givenUp = cancellation.UnsafeRegister(static (output, token) => ((SocketOutput)output!).GiveUp(token), this);
        return new(this, version);
    }

    private void GiveUp(CancellationToken cancellation)
    {
        if (!TryEndPending()) return;
        _socket.Loop.Post(_ => _flush.SetException(new OperationCanceledException(cancellation)), null);
    }

    private bool TryEndPending() => Interlocked.Exchange(ref _isPending, 0) == 1;

    private void EndFlush(bool isCancelled)
    {
        var given = _givenUp;
        _givenUp = default;
        // Not waited for: it may be waiting for this very thread.
        given.Unregister();
        _flush.SetResult(new FlushResult(isCancelled, _isBroken));
    }
}
