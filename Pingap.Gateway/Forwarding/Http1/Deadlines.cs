namespace Pingap.Gateway.Forwarding.Http1;

/// <summary>
/// The deadlines of an exchange and one timer for all of them. Moving a deadline is one write: the timer is set anew only when it would ring too late, and when it rings
/// too early it is set to what is next.
/// </summary>
internal sealed class Deadlines : IDisposable
{
    private const long Never = long.MaxValue;
    private readonly long[] _due = [Never, Never, Never, Never];
    private readonly ITimer _timer;
    private readonly TimeProvider _time;
    private readonly Func<long> _exchange;
    private readonly Action<DeadlineKind, long> _expired;
    private readonly Lock _gate = new();
    private long _armed = Never;

    /// <summary>Makes them, with none set.</summary>
    /// <param name="exchange">The number of the exchange that is under way; asked before the deadlines are looked at.</param>
    /// <param name="expired">Told on any thread which deadline is over, after which that one is no more, and of which exchange.</param>
    /// <param name="time">Whose time.</param>
    public Deadlines(Func<long> exchange, Action<DeadlineKind, long> expired, TimeProvider time)
    {
        (_exchange, _expired, _time) = (exchange, expired, time);
        _timer = time.CreateTimer(static deadlines => ((Deadlines)deadlines!).Ring(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Sets a deadline, or takes it away with an infinite time.</summary>
    public void Set(DeadlineKind kind, TimeSpan wait)
    {
        if (wait == Timeout.InfiniteTimeSpan)
        {
            Clear(kind);
            return;
        }

        var due = _time.GetTimestamp() + (long)(Math.Max(0, wait.TotalSeconds) * _time.TimestampFrequency);
        // Whole before the look at the timer: either this sees that it does not ring any more, or its ring sees this.
        Interlocked.Exchange(ref _due[(int)kind], due);
        if (due < Volatile.Read(ref _armed)) Arm();
    }

    /// <summary>Takes a deadline away.</summary>
    public void Clear(DeadlineKind kind) => Volatile.Write(ref _due[(int)kind], Never);

    /// <summary>Takes all away.</summary>
    public void Clear()
    {
        for (var kind = 0; kind < _due.Length; kind++) Volatile.Write(ref _due[kind], Never);
    }

    /// <inheritdoc/>
    public void Dispose() => _timer.Dispose();

    private void Ring()
    {
        var exchange = _exchange();
        var now = _time.GetTimestamp();
        for (var kind = 0; kind < _due.Length; kind++)
        {
            var due = Volatile.Read(ref _due[kind]);
            // Only the one that was seen: it may have been moved meanwhile.
            if (due <= now && Interlocked.CompareExchange(ref _due[kind], Never, due) == due) _expired((DeadlineKind)kind, exchange);
        }

        lock (_gate) _armed = Never;
        if (Next() < Never) Arm();
    }

    private void Arm()
    {
        lock (_gate)
        {
            var next = Next();
            if (next >= _armed) return;
            _armed = next;
            var left = TimeSpan.FromSeconds((double)(next - _time.GetTimestamp()) / _time.TimestampFrequency);
            // Rounded up: the timer counts milliseconds, and would ring for nothing a moment too early.
            _timer.Change(left > TimeSpan.Zero ? left + TimeSpan.FromMilliseconds(1) : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }
    }

    private long Next()
    {
        var next = Never;
        for (var kind = 0; kind < _due.Length; kind++) next = Math.Min(next, Volatile.Read(ref _due[kind]));
        return next;
    }
}
