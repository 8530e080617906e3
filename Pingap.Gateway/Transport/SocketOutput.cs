using System.IO.Pipelines;
using System.Net.Sockets;
using System.Runtime.CompilerServices;

namespace Pingap.Gateway.Transport;

/// <summary>
/// The output of a client connection: a flush sends, on the thread that flushes, what there is room for; where the client does not read as
/// fast, the flush completes on the loop once the system has taken all of it. So nothing is buffered beyond what one flush was given.
/// </summary>
/// <remarks>
/// One writer at a time, as with every <see cref="PipeWriter"/>; <see cref="CancelPendingFlush"/> on any thread. A cancelled flush returns,
/// and what it was sending goes on being sent; what is written meanwhile waits behind it. Where a connection has held its loop for long, a
/// flush completes in the next turn, although all is sent: so many requests that a client sends at once do not keep the others waiting. That a connection is broken is no exception but
/// <see cref="FlushResult.IsCompleted"/>: the reason is the reading side's to tell.
/// </remarks>
internal sealed class SocketOutput : PipeWriter
{
    /// <summary>How long a turn of the loop may have taken when a connection goes on with its next answer in it: 10 ms.</summary>
    private static readonly TimeSpan MostOfATurn = TimeSpan.FromMilliseconds(10);

    private readonly LoopSocket _socket;
    private readonly Lock _gate = new();
    // Three owners, so that nobody sends what is still being written, also after a flush was cancelled: the writer; the loop, while it is
    // busy; and the gate, for what was flushed meanwhile.
    private OutputBlocks _written;
    private OutputBlocks? _sending;
    private OutputBlocks? _flushed;
    private Action? _onRoom;
    private PendingFlush? _pending;
    private TaskCompletionSource? _completed;
    private ValueTaskAwaiter _room;
    private long _turn;
    private int _flushesInTurn;
    private int _isCancelAsked;
    private bool _isBusy;
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
        return mustWait || HasHeldTurn() ? Pending(cancellationToken) : new(new FlushResult(TakeCancel(), _isBroken));
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
        lock (_gate)
        {
            if (_pending?.TryTake() is not true)
            {
                // The next flush, then: also where one has ended in this moment, whose result says otherwise.
                Volatile.Write(ref _isCancelAsked, 1);
                return;
            }
        }

        _pending.EndOnLoop(new(true, _isBroken));
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
            Prepare();
        }

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
                (_flushed ??= new(_socket.Loop.Buffers)).TakeOver(_written);
                Prepare();
                return true;
            }
        }

        return !TrySendAll(_written) && BeginSending();
    }

    /// <summary>Whether the connection has had its time of this turn; then the flush, of which all is sent, ends in the next.</summary>
    private bool HasHeldTurn()
    {
        // An answer or two in a turn are what nearly all give; only who gives more of them has the clock asked.
        const int Few = 3;
        var loop = _socket.Loop;
        var turn = loop.Turn;
        if (_turn != turn) (_turn, _flushesInTurn) = (turn, 0);
        if (++_flushesInTurn <= Few || _isComplete || !loop.IsCurrent || loop.InTurnFor < MostOfATurn) return false;
        (_pending ??= new(loop, _gate)).Yield();
        return true;
    }

    /// <summary>Begins a flush that will be waited for. With the gate held.</summary>
    private void Prepare()
    {
        if (!_isComplete) (_pending ??= new(_socket.Loop, _gate)).Prepare();
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
                if (_flushed is not { Length: > 0 } next)
                {
                    // Before the writer can see that nothing is being sent, and begin the next flush.
                    isAwaited = _pending?.TryTake() is true;
                    Volatile.Write(ref _isBusy, false);
                    break;
                }

                (_sending, _flushed) = (next, _sending);
            }
        }

        _completed?.TrySetResult();
        if (isAwaited) _pending!.End(new(false, _isBroken));
        return true;
    }

    private ValueTask<FlushResult> Pending(CancellationToken cancellation)
    {
        if (_isComplete) return new(new FlushResult(false, _isBroken));
        lock (_gate)
        {
            // Asked for before there was anything to cancel.
            if (Volatile.Read(ref _isCancelAsked) != 0 && _pending!.TryTake()) return new(new FlushResult(TakeCancel(), _isBroken));
        }

        return _pending!.WaitAsync(cancellation);
    }

    private bool TakeCancel() => Volatile.Read(ref _isCancelAsked) != 0 && Interlocked.Exchange(ref _isCancelAsked, 0) == 1;
}
