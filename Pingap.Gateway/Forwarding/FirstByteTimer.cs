using System.Diagnostics;

namespace Pingap.Gateway.Forwarding;

/// <summary>
/// Bounds the time until a backend begins its answer. It stands still while the client is the one to be waited for, so that a
/// slow upload or a silent gRPC stream is not the backend's fault.
/// </summary>
internal sealed class FirstByteTimer : IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private TimeSpan _firstByte;
    private TimeSpan _write;
    private long _since;
    private volatile bool _isOver;
    private volatile bool _isWriting;

    /// <summary>Cancelled when the time is up.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>Whether the time was up.</summary>
    public bool HasFired => _source.IsCancellationRequested;

    /// <summary>Whether the last thing waited for was that the backend takes a piece of the request body.</summary>
    public bool WasWriting => _isWriting;

    /// <summary>From when the backend was last given something to do until the response began; zero if it has not.</summary>
    public TimeSpan FirstByte { get; private set; }

    /// <summary>Begins to count for one request.</summary>
    /// <param name="firstByte">From the last byte of the request to the first of the response; may be infinite.</param>
    /// <param name="write">For the backend to take a piece of the request body, or <c>null</c> for <paramref name="firstByte"/>.</param>
    public void Start(TimeSpan firstByte, TimeSpan? write)
    {
        _firstByte = firstByte;
        _write = write ?? firstByte;
        _isOver = false;
        _isWriting = false;
        Volatile.Write(ref _since, Stopwatch.GetTimestamp());
        _source.CancelAfter(firstByte);
    }

    /// <summary>The backend waits for the client.</summary>
    public void Suspend()
    {
        if (!_isOver) _source.CancelAfter(Timeout.InfiniteTimeSpan);
    }

    /// <summary>The backend has been given something to do.</summary>
    /// <param name="isWriting">A piece of the body, or else the end of it.</param>
    public void Resume(bool isWriting)
    {
        if (_isOver) return;
        _isWriting = isWriting;
        Volatile.Write(ref _since, Stopwatch.GetTimestamp());
        _source.CancelAfter(isWriting ? _write : _firstByte);
        // The response may have begun meanwhile, on another thread.
        if (_isOver) _source.CancelAfter(Timeout.InfiniteTimeSpan);
    }

    /// <summary>The response has begun.</summary>
    public void Stop()
    {
        _isOver = true;
        FirstByte = Stopwatch.GetElapsedTime(Volatile.Read(ref _since));
        _source.CancelAfter(Timeout.InfiniteTimeSpan);
    }

    /// <summary>Cancels the token, whatever the time is.</summary>
    public void Fire() => _source.Cancel();

    /// <summary>Makes it ready for another request.</summary>
    /// <returns>Whether that is possible: not after it has fired.</returns>
    public bool TryReset()
    {
        _isOver = true;
        FirstByte = TimeSpan.Zero;
        return _source.TryReset();
    }

    /// <inheritdoc/>
    public void Dispose() => _source.Dispose();
}
