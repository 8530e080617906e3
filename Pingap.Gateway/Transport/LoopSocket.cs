using System.Net.Sockets;
using System.Threading.Tasks.Sources;

namespace Pingap.Gateway.Transport;

/// <summary>
/// A connected stream socket on a loop. One receive and one send may be under way at a time, begun on any thread; each is tried at once
/// where the socket may be ready, and else completed on the loop. Nothing is allocated for either.
/// </summary>
/// <remarks>
/// Errors are <see cref="SocketException"/>s with the codes of the system's own sockets; after <see cref="Abort"/> or
/// <see cref="Dispose"/> every operation, also one under way, fails with the code that was given there.
/// </remarks>
internal sealed class LoopSocket : ILoopMember, IValueTaskSource<int>, IValueTaskSource, IDisposable
{
    private const uint Watched =
        EpollEvents.Input | EpollEvents.Urgent | EpollEvents.Output | EpollEvents.PeerEnded | EpollEvents.EdgeTriggered;

    private readonly SocketDescriptor _descriptor;
    private ManualResetValueTaskSourceCore<int> _receive;
    private ManualResetValueTaskSourceCore<bool> _send;
    private Memory<byte> _receiveInto;
    private ReadOnlyMemory<byte> _sendFrom;
    private Readiness _input;
    private Readiness _output;
    private ulong _number;
    private TurnShare _share;
    private int _failure;
    private int _isClosed;
    private volatile bool _wasReset;
    private volatile bool _hadUrgent;
    private EndNotice _ending;

    /// <summary>Puts a socket on a loop.</summary>
    /// <param name="loop">Where it lives.</param>
    /// <param name="descriptor">Connected or connecting; the socket's from here on, also when this fails.</param>
    /// <param name="isConnected">Whether sending may be tried at once.</param>
    /// <exception cref="SocketException">The loop cannot watch it.</exception>
    public LoopSocket(EpollLoop loop, SocketDescriptor descriptor, bool isConnected = true)
    {
        Loop = loop;
        _descriptor = descriptor;
        // What is there already makes an event when the loop begins to watch.
        _input = new(isReady: false);
        _output = new(isReady: isConnected);
        try
        {
            _number = loop.Watch((int)descriptor.DangerousGetHandle(), this, Watched);
        }
        catch
        {
            descriptor.Dispose();
            throw;
        }
    }

    /// <summary>The loop that completes its operations.</summary>
    public EpollLoop Loop { get; }

    /// <summary>
    /// Whether bytes, the end or an error may have come that nobody has received: an idle connection of which this is true is to be looked at
    /// with <see cref="TryReceive"/> (also after a receive that has filled its memory), one of which it is false is idle.
    /// </summary>
    public bool HasNews => _input.IsReady || _ending.HasCome;

    /// <summary>Receives what there is, waiting for the first byte; with no memory, waits until there is something to receive.</summary>
    /// <returns>How many bytes; 0 at the end of what the peer sends, or without memory.</returns>
    /// <exception cref="SocketException">The connection is broken, or closed on this side.</exception>
    public ValueTask<int> ReceiveAsync(Memory<byte> buffer)
    {
        while (true)
        {
            if (Volatile.Read(ref _failure) is var failure and not 0) return ValueTask.FromException<int>(new SocketException(failure));
            var isSpent = _share.IsSpent(Loop);
            if (!isSpent && _input.TryTake())
            {
                var count = buffer.IsEmpty ? PutBack() : Receive(buffer.Span);
                if (count >= 0) return new(count);
                if (count != -Errno.TryAgain) return ValueTask.FromException<int>(Errno.Exception(-count));
            }

            _receive.Reset();
            _receiveInto = buffer;
            if (isSpent ? !TryWaitForNextTurn() : !_input.TryWait()) continue;
            return new(this, _receive.Version);
        }
    }

    /// <summary>Receives what is there.</summary>
    /// <returns>How many bytes, 0 at the end; −1 when there is nothing now, and <see cref="ReceiveAsync"/> would wait.</returns>
    /// <exception cref="SocketException">The connection is broken, or closed on this side.</exception>
    public int TryReceive(Span<byte> buffer)
    {
        if (Volatile.Read(ref _failure) is var failure and not 0) throw new SocketException(failure);
        // What is more than its share of a turn is waited for, like what is not there.
        if (_share.IsSpent(Loop) || !_input.TryTake()) return -1;
        var count = Receive(buffer);
        return count >= 0 ? count : count == -Errno.TryAgain ? -1 : throw Errno.Exception(-count);
    }

    /// <summary>Sends everything, as the peer makes room for it; with nothing to send, waits until there is room.</summary>
    /// <exception cref="SocketException">The connection is broken, or closed on this side.</exception>
    public ValueTask SendAsync(ReadOnlyMemory<byte> buffer)
    {
        while (true)
        {
            if (Volatile.Read(ref _failure) is var failure and not 0) return ValueTask.FromException(new SocketException(failure));
            if (_output.TryTake())
            {
                var count = Send(ref buffer);
                if (count >= 0) return ValueTask.CompletedTask;
                if (count != -Errno.TryAgain) return ValueTask.FromException(Errno.Exception(-count));
            }

            _send.Reset();
            _sendFrom = buffer;
            if (_output.TryWait()) return new(this, _send.Version);
        }
    }

    /// <summary>Sends what there is room for.</summary>
    /// <returns>How many bytes; −1 when there is no room now, and <see cref="SendAsync"/> would wait.</returns>
    /// <exception cref="SocketException">The connection is broken, or closed on this side.</exception>
    public int TrySend(ReadOnlySpan<ReadOnlyMemory<byte>> pieces)
    {
        if (Volatile.Read(ref _failure) is var failure and not 0) throw new SocketException(failure);
        if (!_output.TryTake()) return -1;
        var count = pieces.Length == 1 ? _descriptor.Send(pieces[0].Span) : _descriptor.Send(pieces);
        if (count == -Errno.TryAgain) return -1;
        _output.Signal();
        return count >= 0 ? count : throw Errno.Exception(-count);
    }

    /// <summary>Has somebody told on the loop, once or more often, that the peer has ended its side, or that it is broken or closed.</summary>
    public void WhenEnding(Action<object?> told, object state) => _ending.Tell(told, state, Loop);

    /// <summary>Ends the sending side: the peer reads to an end, and may still send.</summary>
    public void ShutdownSend() => _ = _descriptor.ShutdownSend();

    /// <summary>Ends the connection now, with a reset; what is unsent is lost. May be called on any thread, and again.</summary>
    /// <param name="error">What operations fail with.</param>
    public void Abort(SocketError error = SocketError.OperationAborted)
    {
        if (Interlocked.Exchange(ref _isClosed, 1) != 0) return;
        _descriptor.SetResetOnClose();
        Close(error);
    }

    /// <summary>Closes; the system still delivers what was sent.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isClosed, 1) == 0) Close(SocketError.OperationAborted);
    }

    /// <summary>The error that connecting ended with, or that has broken the connection since; <see cref="SocketError.Success"/> where there is none.</summary>
    public SocketError TakeError() => _descriptor.TakeError() is var result and < 0 ? Errno.Of(-result) : SocketError.Success;

    /// <summary>What TCP knows of the connection: Linux's <c>struct tcp_info</c>, as much of it as there is room for.</summary>
    /// <returns>How many bytes; none on Unix sockets, nor once closed.</returns>
    public int GetTcpInfo(Span<byte> info) => Math.Max(0, _descriptor.GetTcpInfo(info));

    /// <summary>Runs a call on the descriptor while it is held open.</summary>
    /// <returns>The call's result, or a negative error number once it is closed.</returns>
    public int Use<TState>(TState state, Func<int, TState, int> call) => _descriptor.Use(state, call);

    void ILoopMember.OnReady(uint events)
    {
        const uint Over = EpollEvents.Error | EpollEvents.HangUp;
        if ((events & EpollEvents.Urgent) != 0) _hadUrgent = true;
        var isEnding = (events & (EpollEvents.PeerEnded | Over)) != 0;
        if (isEnding) _ending.Come();
        // First the input: whoever makes the next call on a broken connection is told of it, and nobody after that.
        if ((isEnding || (events & EpollEvents.Input) != 0) && _input.Signal()) ContinueReceive();
        if (isEnding) _ending.Give();
        if ((events & (EpollEvents.Output | Over)) != 0 && _output.Signal()) ContinueSend();
    }

    void ILoopMember.OnLoopEnded() => Abort();

    int IValueTaskSource<int>.GetResult(short token) => _receive.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<int>.GetStatus(short token) => _receive.GetStatus(token);

    void IValueTaskSource<int>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _receive.OnCompleted(continuation, state, token, flags);

    void IValueTaskSource.GetResult(short token) => _send.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => _send.GetStatus(token);

    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _send.OnCompleted(continuation, state, token, flags);

    private int Receive(Span<byte> into)
    {
        var count = _descriptor.Receive(into);
        // A reset that a send was told of looks like the peer's end to a receive.
        if (count == 0 && _wasReset) count = -Errno.ConnectionReset;
        // Fewer bytes than there was room for: the next ones will make an event, so nobody has to ask for EAGAIN. After the end there are
        // no more events, and an error is told by each call until there is a better one. A read stops short where urgent data was, too.
        if (count == into.Length || (count >= 0 ? count == 0 || _ending.HasCome || _hadUrgent : count != -Errno.TryAgain)) _input.Signal();
        if (count > 0) _share.Take(Loop, count);
        return count;
    }

    private int Send(ref ReadOnlyMemory<byte> rest)
    {
        while (true)
        {
            var count = rest.IsEmpty ? 0 : _descriptor.Send(rest.Span);
            if (count == -Errno.ConnectionReset) _wasReset = true;
            if (count >= 0) rest = rest[count..];
            // After a part the system is asked again: only its EAGAIN promises an event.
            if (count >= 0 && !rest.IsEmpty) continue;
            if (count != -Errno.TryAgain) _output.Signal();
            return count;
        }
    }

    private void ContinueReceive()
    {
        while (true)
        {
            var count = _receiveInto.IsEmpty ? PutBack() : Receive(_receiveInto.Span);
            if (count != -Errno.TryAgain)
            {
                _receiveInto = default;
                if (count >= 0) _receive.SetResult(count);
                else _receive.SetException(FailureOr(count));
                return;
            }

            if (_input.TryWait()) return;
            // Ready again, or broken: the next call says so.
            _input.TryTake();
        }
    }

    private void ContinueSend()
    {
        while (true)
        {
            var count = Send(ref _sendFrom);
            if (count != -Errno.TryAgain)
            {
                _sendFrom = default;
                if (count >= 0) _send.SetResult(true);
                else _send.SetException(FailureOr(count));
                return;
            }

            if (_output.TryWait()) return;
            // Ready again, or broken: the next call says so.
            _output.TryTake();
        }
    }

    private int PutBack()
    {
        _input.Signal();
        return 0;
    }

    /// <summary>Gives the others of the loop their turn, although there is more to read.</summary>
    private bool TryWaitForNextTurn()
    {
        _share.Renew();
        if (!_input.TryHoldBack()) return false;
        Loop.Post(static socket => ((LoopSocket)socket!).Resume(), this);
        return true;
    }

    private void Resume()
    {
        if (_input.Signal()) ContinueReceive();
    }

    private void Close(SocketError error)
    {
        Volatile.Write(ref _failure, (int)error);
        Loop.Forget(_number);
        _descriptor.Dispose();
        _ending.Come();
        // On the loop, for whoever closes may hold locks that the waiters want.
        if (_input.Break()) Loop.Post(static socket => ((LoopSocket)socket!).FailReceive(), this);
        if (_output.Break()) Loop.Post(static socket => ((LoopSocket)socket!).FailSend(), this);
        _ending.Give(Loop);
    }

    private void FailReceive() => _receive.SetException(new SocketException(_failure));

    private void FailSend() => _send.SetException(new SocketException(_failure));

    private SocketException FailureOr(int result) => Volatile.Read(ref _failure) is var failure and not 0 ? new(failure) : Errno.Exception(-result);
}
