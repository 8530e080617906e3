using System.Diagnostics;

namespace Pingap.Gateway.Forwarding;

/// <summary>
/// Bounds an exchange: the time until the backend begins its answer, and the time of the whole request. The first stands still while the
/// client is the one to be waited for, so that a slow upload or a silent gRPC stream is not the backend's fault; the second does not.
/// </summary>
internal sealed class ExchangeTimer : IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private TimeSpan _firstByte;
    private TimeSpan _write;
    private TimeSpan? _whole;
    private long _began;
    private long _since;
    private volatile bool _isOver;
    private volatile bool _isWriting;
    private volatile bool _isSuspended;

    // Whether the end of the request comes before what the backend has time for.
    private volatile bool _isRequestsEnd;

    /// <summary>Cancelled when the time is up.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>Whether the time was up.</summary>
    public bool HasFired => _source.IsCancellationRequested;

    /// <summary>Whether it was that of the whole request.</summary>
    public bool WasRequestsEnd => HasFired && _isRequestsEnd;

    /// <summary>Whether the last thing waited for was that the backend takes a piece of the request body.</summary>
    public bool WasWriting => _isWriting;

    /// <summary>
    /// Whether the backend has had half of the request's time and has not used it: then it is the backend that was too slow, and not a client, a queue or
    /// another backend before it.
    /// </summary>
    public bool HadItsShare => !_isOver && !_isSuspended && Stopwatch.GetElapsedTime(Volatile.Read(ref _since)) * 2 >= _whole;

    /// <summary>From when the backend was last given something to do until the response began; zero if it has not.</summary>
    public TimeSpan FirstByte { get; private set; }

    /// <summary>Begins to count for one exchange.</summary>
    /// <param name="firstByte">From the last byte of the request to the first of the response; may be infinite.</param>
    /// <param name="write">For the backend to take a piece of the request body; may be infinite.</param>
    /// <param name="began">When the request began, as <see cref="Stopwatch"/> counts.</param>
    /// <param name="whole">From then to the last byte of the response, or <c>null</c> without limit.</param>
    public void Start(TimeSpan firstByte, TimeSpan write, long began = 0, TimeSpan? whole = null)
    {
        _firstByte = firstByte;
        _write = write;
        _began = began;
        _whole = whole;
        _isOver = false;
        _isWriting = false;
        _isSuspended = false;
        Volatile.Write(ref _since, Stopwatch.GetTimestamp());
        Arm(firstByte);
    }

    /// <summary>The backend waits for the client.</summary>
    public void Suspend()
    {
        if (_isOver) return;
        _isSuspended = true;
        Arm(Timeout.InfiniteTimeSpan);
    }

    /// <summary>The backend has been given something to do.</summary>
    /// <param name="isWriting">A piece of the body, or else the end of it.</param>
    public void Resume(bool isWriting)
    {
        if (_isOver) return;
        _isWriting = isWriting;
        _isSuspended = false;
        Volatile.Write(ref _since, Stopwatch.GetTimestamp());
        Arm(isWriting ? _write : _firstByte);
        // The response may have begun meanwhile, on another thread.
        if (_isOver) Arm(Timeout.InfiniteTimeSpan);
    }

    /// <summary>The response has begun.</summary>
    /// <param name="isTunnel">Whether what follows is no response but a connection of another protocol, which may stay open for as long as it likes.</param>
    public void Stop(bool isTunnel = false)
    {
        _isOver = true;
        FirstByte = Stopwatch.GetElapsedTime(Volatile.Read(ref _since));
        if (isTunnel) _whole = null;
        Arm(Timeout.InfiniteTimeSpan);
    }

    /// <summary>Cancels the token, whatever the time is.</summary>
    public void Fire() => _source.Cancel();

    /// <summary>Makes it ready for another exchange.</summary>
    /// <returns>Whether that is possible: not after it has fired.</returns>
    public bool TryReset()
    {
        _isOver = true;
        FirstByte = TimeSpan.Zero;
        return _source.TryReset();
    }

    /// <inheritdoc/>
    public void Dispose() => _source.Dispose();

    private void Arm(TimeSpan wait)
    {
        if (_whole is { } whole)
        {
            var left = whole - Stopwatch.GetElapsedTime(_began);
            if (left < TimeSpan.Zero) left = TimeSpan.Zero;
            _isRequestsEnd = wait == Timeout.InfiniteTimeSpan || left < wait;
            if (_isRequestsEnd) wait = left;
        }
        else
        {
            _isRequestsEnd = false;
        }

        _source.CancelAfter(wait);
    }
}
