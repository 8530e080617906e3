namespace Pingap.Actors.Queueing;

/// <summary>
/// A bounded line: higher priorities first, and first come first served within each. Touched by one actor alone: the mailbox is its lock.
/// </summary>
public sealed class WaitingLine<T>
    where T : class, IWaiting<T>
{
    /// <summary>The highest priority.</summary>
    public const int HighestPriority = 9;

    private readonly (T? First, T? Last)[] _lines = new (T? First, T? Last)[HighestPriority + 1];

    /// <summary>How many wait.</summary>
    public int Count { get; private set; }

    /// <summary>Whose turn it is, or <c>null</c> when nobody waits.</summary>
    public T? First => FirstBelow(HighestPriority + 1);

    /// <summary>Whose turn it is after somebody who waits, or <c>null</c>.</summary>
    public T? After(T waiter) => waiter.Behind ?? FirstBelow(waiter.Priority);

    /// <summary>Lets somebody in. Where the line is full, the one who came last of a lower priority has to leave for it.</summary>
    /// <param name="waiter">Who comes.</param>
    /// <param name="size">How many may wait.</param>
    /// <param name="displaced">Who had to leave, or <c>null</c>.</param>
    /// <returns>Whether it waits now.</returns>
    public bool TryEnter(T waiter, int size, out T? displaced)
    {
        displaced = null;
        if (Count >= size)
        {
            displaced = size > 0 ? LastBelow(waiter.Priority) : null;
            if (displaced is null) return false;
            Leave(displaced);
        }

        ref var line = ref _lines[waiter.Priority];
        waiter.Before = line.Last;
        if (line.Last is { } last) last.Behind = waiter;
        else line.First = waiter;
        line.Last = waiter;
        waiter.IsWaiting = true;
        Count++;
        return true;
    }

    /// <summary>Takes somebody out who waits.</summary>
    public void Leave(T waiter)
    {
        ref var line = ref _lines[waiter.Priority];
        if (waiter.Before is { } before) before.Behind = waiter.Behind;
        else line.First = waiter.Behind;
        if (waiter.Behind is { } behind) behind.Before = waiter.Before;
        else line.Last = waiter.Before;
        waiter.Before = null;
        waiter.Behind = null;
        waiter.IsWaiting = false;
        Count--;
    }

    private T? FirstBelow(int priority)
    {
        for (var i = priority - 1; i >= 0; i--)
        {
            if (_lines[i].First is { } first) return first;
        }

        return null;
    }

    private T? LastBelow(int priority)
    {
        for (var i = 0; i < priority; i++)
        {
            if (_lines[i].Last is { } last) return last;
        }

        return null;
    }
}
