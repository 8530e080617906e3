namespace Pingap.Testing;

/// <summary>A timer of <see cref="HandFiredTimers"/>.</summary>
public sealed class HandFiredTimer : ITimer
{
    private readonly Action _callback;
    private volatile bool _isDisposed;

    internal HandFiredTimer(Action callback, TimeSpan due) => (_callback, Due) = (callback, due);

    /// <summary>After which time it was to fire.</summary>
    public TimeSpan Due { get; private set; }

    /// <summary>Lets its time come.</summary>
    public void Fire()
    {
        if (!_isDisposed) _callback();
    }

    /// <inheritdoc/>
    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        Due = dueTime;
        return !_isDisposed;
    }

    /// <inheritdoc/>
    public void Dispose() => _isDisposed = true;

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }
}
