using System.Threading.Channels;

namespace Pingap.Testing;

/// <summary>A clock whose timers fire when the test says so; it tells each timer's due time as it is set.</summary>
public sealed class HandFiredTimers : TimeProvider
{
    private readonly Channel<HandFiredTimer> _set = Channel.CreateUnbounded<HandFiredTimer>();

    /// <summary>The next timer that was set, waited for if need be.</summary>
    public async Task<HandFiredTimer> NextAsync() => await _set.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30));

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new HandFiredTimer(() => callback(state), dueTime);
        if (dueTime != Timeout.InfiniteTimeSpan) _set.Writer.TryWrite(timer);
        return timer;
    }
}
