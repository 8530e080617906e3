using System.IO.Pipelines;
using System.Threading.Tasks.Sources;

namespace Pingap.Gateway.Transport;

/// <summary>
/// A flush that somebody waits for. The sending, a cancellation, a token or the next turn may end it, on any thread: whoever takes it first
/// does, and nobody else. Made when a connection first has one, which most never do.
/// </summary>
/// <param name="loop">Where whoever waits goes on.</param>
/// <param name="gate">The output's: held where it is said.</param>
internal sealed class PendingFlush(EpollLoop loop, Lock gate) : IValueTaskSource<FlushResult>
{
    private ManualResetValueTaskSourceCore<FlushResult> _flush;
    private CancellationTokenRegistration _givenUp;
    private CancellationToken _patience;
    private FlushResult _result;
    private bool _isPending;
    private bool _isYielding;

    /// <summary>Begins one. With the gate held, and by the one writer.</summary>
    public void Prepare()
    {
        _flush.Reset();
        _isPending = true;
        _isYielding = false;
        _patience = default;
    }

    /// <summary>Begins one that the next turn ends.</summary>
    public void Yield()
    {
        lock (gate)
        {
            Prepare();
            _isYielding = true;
        }

        loop.Post(static flush => ((PendingFlush)flush!).EndYield(), this);
    }

    /// <summary>The flush that was begun, to be awaited.</summary>
    /// <param name="cancellation">Ends it with an exception.</param>
    public ValueTask<FlushResult> WaitAsync(CancellationToken cancellation)
    {
        var version = _flush.Version;
        if (!cancellation.CanBeCanceled) return new(this, version);
        lock (gate) _patience = cancellation;
        var given = cancellation.UnsafeRegister(static (flush, token) => ((PendingFlush)flush!).GiveUp(token), this);
        lock (gate)
        {
            if (_isPending) (_givenUp, given) = (given, default);
        }

        // It has ended meanwhile: left as it is, the token would end the next one.
        given.Unregister();
        return new(this, version);
    }

    /// <summary>Takes over to end it, if there is one that nobody ends. With the gate held; <see cref="End"/> comes next, without.</summary>
    public bool TryTake()
    {
        if (!_isPending) return false;
        _isPending = false;
        _isYielding = false;
        return true;
    }

    /// <summary>Ends it, by whoever has taken it.</summary>
    public void End(FlushResult result)
    {
        // Not waited for: it may be waiting for this very thread.
        _givenUp.Unregister();
        _givenUp = default;
        _flush.SetResult(result);
    }

    /// <summary>The same on the loop: whoever cancels may hold locks that the writer wants.</summary>
    public void EndOnLoop(FlushResult result)
    {
        _result = result;
        loop.Post(static flush => ((PendingFlush)flush!).End(((PendingFlush)flush)._result), this);
    }

    FlushResult IValueTaskSource<FlushResult>.GetResult(short token) => _flush.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<FlushResult>.GetStatus(short token) => _flush.GetStatus(token);

    void IValueTaskSource<FlushResult>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _flush.OnCompleted(continuation, state, token, flags);

    private void EndYield()
    {
        lock (gate)
        {
            // Cancelled before, and perhaps waiting for something else now.
            if (!_isYielding || !TryTake()) return;
        }

        End(default);
    }

    private void GiveUp(CancellationToken cancellation)
    {
        lock (gate)
        {
            // A callback that comes late may find another flush.
            if (_patience != cancellation || !TryTake()) return;
            _givenUp = default;
        }

        loop.Post(_ => _flush.SetException(new OperationCanceledException(cancellation)), null);
    }
}
