using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Threading.Tasks.Sources;

namespace Pingap.Gateway.Transport;

/// <summary>
/// Accepts on one loop from a listening socket that other loops watch too. Edge-triggered and exclusive: a connection wakes one loop that
/// sleeps, and whoever is woken accepts until there is none left.
/// </summary>
internal sealed class LoopAcceptor : ILoopMember, IValueTaskSource
{
    /// <summary>How many connections are accepted in one turn, while those that are open wait.</summary>
    private const int MostInATurn = 64;

    private readonly EpollLoop _loop;
    private readonly Func<EpollLoop, EpollLoop> _place;
    private readonly SafeHandle _listening;
    private readonly EndPoint? _local;
    private readonly Action<LoopAcceptor>? _steppedAside;
    private ulong _number;
    private ManualResetValueTaskSourceCore<bool> _waiting;
    private Readiness _arrived = new(isReady: true);
    private long _turn;
    private int _acceptedInTurn;
    private int _isClosed;
    private volatile bool _isAside;

    /// <param name="loop">Where it accepts.</param>
    /// <param name="place">Says where a connection accepted there shall live.</param>
    /// <param name="listening">Non-blocking; stays the caller's.</param>
    /// <param name="local">The address of this side, or <c>null</c> when each connection has to be asked for it.</param>
    /// <param name="steppedAside">Told when it could not accept what it was woken for, and watches no more until the next <see cref="AcceptAsync"/>.</param>
    /// <exception cref="SocketException">The loop cannot watch it.</exception>
    public LoopAcceptor(
        EpollLoop loop, Func<EpollLoop, EpollLoop> place, SafeHandle listening, EndPoint? local, Action<LoopAcceptor>? steppedAside = null)
    {
        _loop = loop;
        _place = place;
        _listening = listening;
        _local = local;
        _steppedAside = steppedAside;
        Watch();
    }

    /// <summary>The next connection. One call at a time, on the loop.</summary>
    /// <exception cref="SocketException">It could not be accepted, or <see cref="Close"/> was called.</exception>
    public async ValueTask<LoopConnection> AcceptAsync()
    {
        if (_isAside) ComeBack();
        while (true)
        {
            if (_loop.IsCurrent && IsTurnSpent()) await new NextTurn(_loop);
            if (Volatile.Read(ref _isClosed) != 0) throw new SocketException((int)SocketError.OperationAborted);
            if (_arrived.TryTake())
            {
                if (AcceptOrStepAside() is { } connection) return connection;
                continue;
            }

            _waiting.Reset();
            if (_arrived.TryWait()) await new ValueTask(this, _waiting.Version).ConfigureAwait(false);
        }
    }

    /// <summary>Looks for connections for which another one was woken, unless it has stepped aside itself. May be called on any thread.</summary>
    public void Look()
    {
        if (!_isAside) _loop.Post(static acceptor => ((ILoopMember)acceptor!).OnReady(EpollEvents.Input), this);
    }

    /// <summary>Accepts no more.</summary>
    public void Close()
    {
        if (Interlocked.Exchange(ref _isClosed, 1) != 0) return;
        Unwatch();
        if (_arrived.Break()) _loop.Post(static acceptor => ((LoopAcceptor)acceptor!).Wake(), this);
    }

    void ILoopMember.OnReady(uint events)
    {
        if (_arrived.Signal()) Wake();
    }

    void ILoopMember.OnLoopEnded() => Close();

    void IValueTaskSource.GetResult(short token) => _waiting.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => _waiting.GetStatus(token);

    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _waiting.OnCompleted(continuation, state, token, flags);

    private void Wake()
    {
        // Put back, for the waiter to take.
        _arrived.Signal();
        _waiting.SetResult(true);
    }

    private void Watch() => _number = _loop.Watch(
        (int)_listening.DangerousGetHandle(), this, EpollEvents.Input | EpollEvents.EdgeTriggered | EpollEvents.Exclusive);

    /// <summary>Accepts one; where that fails for a reason of ours, leaves the listening socket to the others, since the caller will pause.</summary>
    private LoopConnection? AcceptOrStepAside()
    {
        try
        {
            return Accept();
        }
        catch (SocketException failure) when (failure.SocketErrorCode is not SocketError.ConnectionAborted)
        {
            // While it is watched the system wakes this loop for new connections, and no other.
            _isAside = true;
            Unwatch();
            _steppedAside?.Invoke(this);
            throw;
        }
    }

    private void ComeBack()
    {
        if (Volatile.Read(ref _isClosed) != 0) return;
        var isHeld = false;
        try
        {
            _listening.DangerousAddRef(ref isHeld);
            // What waits already makes an event now.
            Watch();
            _isAside = false;
            // Closed meanwhile, when there was nothing to be taken out. While it is held: what somebody else has open too stays in the queue.
            if (Volatile.Read(ref _isClosed) != 0) Unwatch();
        }
        finally
        {
            if (isHeld) _listening.DangerousRelease();
        }
    }

    private void Unwatch()
    {
        var isHeld = false;
        try
        {
            _listening.DangerousAddRef(ref isHeld);
            _loop.Forget(_number, (int)_listening.DangerousGetHandle());
        }
        catch (ObjectDisposedException)
        {
            // Closed already, which took it out of the system's queue.
            _loop.Forget(_number);
        }
        finally
        {
            if (isHeld) _listening.DangerousRelease();
        }
    }

    /// <summary>Accepts one.</summary>
    /// <returns><c>null</c> when there is none, or the socket was closed.</returns>
    private unsafe LoopConnection? Accept()
    {
        Span<byte> name = stackalloc byte[SocketName.MostBytes];
        var length = name.Length;
        int descriptor, errno;
        var isHeld = false;
        try
        {
            _listening.DangerousAddRef(ref isHeld);
            fixed (byte* start = name)
            {
                descriptor = SystemCalls.Accept((int)_listening.DangerousGetHandle(), start, &length, SocketDescriptor.NewFlags);
            }

            errno = descriptor >= 0 ? 0 : Marshal.GetLastSystemError();
        }
        catch (ObjectDisposedException)
        {
            return null;
        }
        finally
        {
            if (isHeld) _listening.DangerousRelease();
        }

        if (errno == Errno.TryAgain) return null;
        // There may be more, and nobody is told again of what is there.
        _arrived.Signal();
        if (errno == Errno.Interrupted) return null;
        if (Errno.IsOfClient(errno)) throw new SocketException((int)SocketError.ConnectionAborted);
        if (errno != 0) throw Errno.Exception(errno);
        _acceptedInTurn++;
        var owned = new SocketDescriptor(descriptor);
        LoopSocket socket;
        try
        {
            socket = new LoopSocket(_place(_loop), owned);
        }
        catch
        {
            owned.Dispose();
            throw;
        }

        return new LoopConnection(socket, _local ?? LocalName(socket), SocketName.Read(name[..Math.Min(length, name.Length)]));
    }

    private static unsafe EndPoint? LocalName(LoopSocket socket)
    {
        Span<byte> name = stackalloc byte[SocketName.MostBytes];
        fixed (byte* start = name)
        {
            var length = socket.Use((nint)start, static (descriptor, start) =>
            {
                var length = SocketName.MostBytes;
                return SystemCalls.LocalName(descriptor, (void*)start, &length) == 0 ? length : -1;
            });
            return length > 0 ? SocketName.Read(name[..Math.Min(length, name.Length)]) : null;
        }
    }

    private bool IsTurnSpent()
    {
        if (_turn != _loop.Turn) (_turn, _acceptedInTurn) = (_loop.Turn, 0);
        return _acceptedInTurn >= MostInATurn;
    }
}
