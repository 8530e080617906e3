using System.IO.Pipelines;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using System.Threading.Tasks.Sources;

namespace Pingap.Gateway.Transport;

/// <summary>
/// The input of a client connection: a read receives what has come, on the thread that reads; where there is nothing, the loop receives for it
/// when something comes. What nobody reads stays with the system, which has the client wait when it is much.
/// </summary>
/// <remarks>
/// One reader at a time, as with every <see cref="PipeReader"/>; <see cref="CancelPendingRead"/> on any thread. <see cref="Complete"/> too, for
/// a connection may be given up under its reader: its blocks go back when nobody is busy with them.
/// </remarks>
internal sealed class SocketInput : PipeReader, IValueTaskSource<ReadResult>
{
    /// <summary>A rest of a block that is smaller is left: 1 KiB.</summary>
    private const int LeastRoom = 1024;

    /// <summary>A body comes in larger pieces than heads do: 32 KiB.</summary>
    private const int LargeRoom = 32 * 1024;

    private readonly LoopSocket _socket;
    private readonly ConnectionEnd _end;
    private readonly InputBlocks _blocks;
    private readonly Action _onArrival;
    private ManualResetValueTaskSourceCore<bool> _read;
    private ConfiguredValueTaskAwaitable<int>.ConfiguredValueTaskAwaiter _arrival;
    private CancellationTokenRegistration _givenUp;
    private CancellationToken _patience;
    private InputState _state;
    private bool _isReading;
    private bool _isExamined = true;
    private bool _isAtEnd;
    private bool _wasFull;
    private volatile bool _isOnLoop;

    public SocketInput(LoopSocket socket, ConnectionEnd end)
    {
        _socket = socket;
        _end = end;
        _blocks = new(socket.Loop.Buffers);
        _onArrival = OnArrival;
        socket.WhenEnding(static input => ((SocketInput)input!).OnEnding(), this);
    }

    /// <summary>Whether the socket still has something to tell; not for long once it is closed.</summary>
    public bool IsArmed => _state.IsArmed;

    /// <summary>From here on whoever waits for a read goes on on the loop, and no more on the thread pool.</summary>
    public void ReadOnLoop() => _isOnLoop = true;

    public override ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
    {
        if (cancellationToken.IsCancellationRequested) return ValueTask.FromCanceled<ReadResult>(cancellationToken);
        BeginRead();
        if (Receive()) return new(Finish());
        _read.Reset();
        var waiting = new ValueTask<ReadResult>(this, _read.Version);
        if (cancellationToken.CanBeCanceled)
        {
            _patience = cancellationToken;
            _givenUp = cancellationToken.UnsafeRegister(static input => ((SocketInput)input!).End(InputState.GivenUp), this);
        }

        return TryWait() ? waiting : new(Finish());
    }

    public override bool TryRead(out ReadResult result)
    {
        BeginRead();
        if (Receive() || _state.Is(InputState.Cancelled))
        {
            result = Finish();
            return true;
        }

        Leave();
        result = default;
        return false;
    }

    public override void AdvanceTo(SequencePosition consumed) => AdvanceTo(consumed, consumed);

    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
    {
        _state.Enter();
        try
        {
            _isExamined = _blocks.Release(consumed, examined);
            _isReading = false;
        }
        finally
        {
            Leave();
        }
    }

    public override void CancelPendingRead() => End(InputState.Cancelled);

    /// <summary>Nothing more will be read: what has come and was not consumed is thrown away.</summary>
    public override void Complete(Exception? exception = null)
    {
        if (_state.TryComplete(out var isFree)) CompleteRead();
        // Else whoever is busy with them does, and the read that waited is.
        else if (isFree) _blocks.Clear();
    }

    ReadResult IValueTaskSource<ReadResult>.GetResult(short token)
    {
        _read.GetResult(token);
        return Finish();
    }

    ValueTaskSourceStatus IValueTaskSource<ReadResult>.GetStatus(short token) => _read.GetStatus(token);

    void IValueTaskSource<ReadResult>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _read.OnCompleted(continuation, state, token, flags);

    private void BeginRead()
    {
        _state.Enter();
        if (!_isReading) return;
        Leave();
        throw new InvalidOperationException("What was read before has to be advanced over first.");
    }

    private void Leave()
    {
        if (_state.Leave()) _blocks.Clear();
    }

    /// <summary>Receives what has come, where a read has nothing else to return. By whoever is busy.</summary>
    /// <returns>Whether a read has something to return: bytes that nobody has examined, the end or a failure.</returns>
    private bool Receive()
    {
        if (!_isExamined || _isAtEnd || _end.Failure is not null) return true;
        // No memory before there is something: most connections are idle most of the time.
        if (!_socket.HasNews) return false;
        var count = -1;
        try
        {
            var room = _blocks.Room(_wasFull ? LargeRoom : LeastRoom);
            count = _socket.TryReceive(room.Span);
            _wasFull = count == room.Length;
        }
        catch (Exception failure)
        {
            // Whatever it is, it is the reader's to know: else that would wait for ever.
            _end.Fail(failure);
        }

        _blocks.Fill(count);
        _isExamined = count <= 0;
        _isAtEnd = count == 0;
        if (_isAtEnd) _end.Tell();
        return count >= 0 || _end.Failure is not null;
    }

    /// <summary>What the read returns, by whoever is busy, and is no more.</summary>
    private ReadResult Finish()
    {
        try
        {
            if (_patience.CanBeCanceled) LosePatience();
            if (_state.Is(InputState.Completed)) throw new InvalidOperationException("The reader was completed.");
            if (!_isAtEnd && _end.Failure is { } failure) ExceptionDispatchInfo.Throw(failure);
            var isCanceled = _state.TryTake(InputState.Cancelled);
            // After a cancelled read there may be another without an advance.
            _isReading = !isCanceled;
            return new(_blocks.All, isCanceled, _isAtEnd);
        }
        finally
        {
            Leave();
        }
    }

    /// <exception cref="OperationCanceledException">It was lost before the read had ended.</exception>
    private void LosePatience()
    {
        var patience = _patience;
        // Waits for a callback that runs in this moment, and would else end the next read. It does nothing that waits for anybody.
        _givenUp.Dispose();
        (_patience, _givenUp) = (default, default);
        if (_state.TryTake(InputState.GivenUp)) throw new OperationCanceledException(patience);
    }

    /// <summary>Has the loop receive for the read, by whoever is busy with it.</summary>
    /// <returns>Whether the read waits, or has waited and was ended; if not, it has something to return, and the caller is still busy.</returns>
    private bool TryWait()
    {
        while (_state.TryWait(out var mustArm))
        {
            // If it tells at once the read is taken back, unless somebody has ended it.
            if (!mustArm || TryArm() || !_state.TryGoOn()) return true;
            if (Receive()) return false;
        }

        return false;
    }

    private bool TryArm()
    {
#pragma warning disable CA2012 // Its result is taken once, by TakeArrival; an async method would have a state of its own for every read.
        _arrival = _socket.ReceiveAsync(Memory<byte>.Empty).ConfigureAwait(false).GetAwaiter();
#pragma warning restore CA2012
        if (_arrival.IsCompleted)
        {
            TakeArrival();
            return false;
        }

        _arrival.UnsafeOnCompleted(_onArrival);
        return true;
    }

    private void OnArrival()
    {
        TakeArrival();
        if (_state.TryGoOn() && (Receive() || !TryWait())) CompleteRead();
    }

    private void TakeArrival()
    {
        try
        {
            _arrival.GetResult();
        }
        catch (SocketException failure)
        {
            _end.Fail(failure);
        }
    }

    private void End(int reason)
    {
        if (_state.TryEnd(reason)) CompleteRead();
    }

    /// <summary>Has the reader go on; it is still busy then, until it has its result.</summary>
    private void CompleteRead()
    {
        if (!_isOnLoop) ThreadPool.UnsafeQueueUserWorkItem(static input => input._read.SetResult(true), this, preferLocal: false);
        else if (_socket.Loop.IsCurrent) _read.SetResult(true);
        else _socket.Loop.Post(static input => ((SocketInput)input!)._read.SetResult(true), this);
    }

    /// <summary>The connection has ended, perhaps while nobody reads. On the loop; whoever waits has seen it first, with what came before.</summary>
    private void OnEnding()
    {
        if (_end.IsTold) return;
        // The end of the client's side is behind what it has sent, which can still be read.
        if (_socket.TakeError() is not SocketError.Success and var error) _end.Fail(new SocketException((int)error));
        else _end.Tell();
    }
}
