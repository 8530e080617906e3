namespace Pingap.Gateway.Transport;

/// <summary>
/// Whether one direction of a socket may be tried, and whether somebody waits for it. Edge-triggered events come once, from the loop, while
/// the socket is used on any thread; this is where they meet, without a lock.
/// </summary>
/// <remarks>
/// <code>
/// shut ──event──► open        waiting ──event──► shut, and the waiter is the loop's to run
///   ▲ ╲──wait──► waiting         any ──break──► broken, for ever
///   └──take── open
/// </code>
/// </remarks>
internal struct Readiness(bool isReady)
{
    private const int Shut = 0;
    private const int Open = 1;
    private const int Waiting = 2;
    private const int Broken = 3;

    private int _state = isReady ? Open : Shut;

    /// <summary>Whether an event came that nobody has taken.</summary>
    public readonly bool IsReady => Volatile.Read(in _state) == Open;

    /// <summary>Takes what is ready, before the call: an event that comes during the call must not be lost.</summary>
    public bool TryTake() => Interlocked.CompareExchange(ref _state, Shut, Open) == Open;

    /// <summary>Waits for the next event, unless there was one already or it is broken.</summary>
    public bool TryWait() => Interlocked.CompareExchange(ref _state, Waiting, Shut) == Shut;

    /// <summary>Waits although it is ready, for somebody who will signal later.</summary>
    public bool TryHoldBack() => Interlocked.CompareExchange(ref _state, Waiting, Open) == Open;

    /// <summary>There was an event, or what was taken was not used up.</summary>
    /// <returns>Whether somebody was waiting: whoever signals has to run it.</returns>
    public bool Signal()
    {
        while (true)
        {
            var state = Volatile.Read(ref _state);
            if (state is Open or Broken) return false;
            var next = state == Waiting ? Shut : Open;
            if (Interlocked.CompareExchange(ref _state, next, state) == state) return state == Waiting;
        }
    }

    /// <summary>Nothing will ever be ready again.</summary>
    /// <returns>Whether somebody was waiting: whoever breaks has to tell.</returns>
    public bool Break() => Interlocked.Exchange(ref _state, Broken) == Waiting;
}
