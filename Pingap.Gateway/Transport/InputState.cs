namespace Pingap.Gateway.Transport;

/// <summary>
/// Whose the blocks of an input are, and what becomes of the read that waits: the reader, the loop and whoever cancels or gives up meet here,
/// on any threads, without a lock.
/// </summary>
/// <remarks>
/// <code>
/// free ──read──► busy ──nothing there──► waiting ──something came, or it was ended──► busy ──result──► free
/// </code>
/// Beside that it remembers why a read is to end, and whether the socket is armed: whether it will tell when something comes.
/// </remarks>
internal struct InputState
{
    /// <summary>The read, or the next one, is to be cancelled.</summary>
    public const int Cancelled = 8;

    /// <summary>The token of the read has fired.</summary>
    public const int GivenUp = 16;

    /// <summary>Nobody may read any more.</summary>
    public const int Completed = 32;

    private const int Busy = 1;
    private const int Waiting = 2;
    private const int Armed = 4;

    private int _word;

    /// <summary>Whether the socket will tell.</summary>
    public readonly bool IsArmed => Is(Armed);

    /// <summary>Whether this has been said.</summary>
    public readonly bool Is(int reason) => (Volatile.Read(in _word) & reason) != 0;

    /// <summary>The same, and it is no more.</summary>
    public bool TryTake(int reason) => Is(reason) && (Interlocked.And(ref _word, ~reason) & reason) != 0;

    /// <summary>Makes the caller busy with the blocks.</summary>
    /// <exception cref="InvalidOperationException">Somebody is, or nobody may be any more.</exception>
    public void Enter()
    {
        while (true)
        {
            var word = Volatile.Read(ref _word);
            if ((word & Completed) != 0) throw new InvalidOperationException("The reader was completed.");
            if ((word & (Busy | Waiting)) != 0) throw new InvalidOperationException("Another read is under way.");
            if (Interlocked.CompareExchange(ref _word, word | Busy, word) == word) return;
        }
    }

    /// <summary>The caller is no longer busy.</summary>
    /// <returns>Whether nobody will be any more: then the blocks are the caller's to throw away.</returns>
    public bool Leave() => (Interlocked.And(ref _word, ~Busy) & Completed) != 0;

    /// <summary>Has the read wait, with whom the caller is busy, unless there is a reason to end it.</summary>
    /// <param name="mustArm">Whether the caller has to arm the socket: it is not since an earlier read.</param>
    public bool TryWait(out bool mustArm)
    {
        while (true)
        {
            var word = Volatile.Read(ref _word);
            mustArm = (word & Armed) == 0;
            if ((word & (Cancelled | GivenUp | Completed)) != 0) return false;
            if (Interlocked.CompareExchange(ref _word, (word & ~Busy) | Waiting | Armed, word) == word) return true;
        }
    }

    /// <summary>The socket has told.</summary>
    /// <returns>Whether a read waits for that: the caller is busy with it from here on.</returns>
    public bool TryGoOn() => (Change(Armed, 0) & Waiting) != 0;

    /// <summary>Says a reason to end the read that waits, or else the next.</summary>
    /// <returns>Whether one waits: the caller is busy with it from here on.</returns>
    public bool TryEnd(int reason) => (Change(0, reason) & Waiting) != 0;

    /// <summary>Says that nobody will be busy any more.</summary>
    /// <param name="isFree">Whether nobody is: then the blocks are the caller's to throw away.</param>
    /// <returns>Whether a read waits: the caller is busy with it from here on.</returns>
    public bool TryComplete(out bool isFree)
    {
        var before = Change(0, Completed);
        isFree = (before & (Busy | Waiting | Completed)) == 0;
        return (before & Waiting) != 0;
    }

    private int Change(int cleared, int said)
    {
        while (true)
        {
            var word = Volatile.Read(ref _word);
            var next = (word & ~(Waiting | cleared)) | said | ((word & Waiting) != 0 ? Busy : 0);
            if (Interlocked.CompareExchange(ref _word, next, word) == word) return word;
        }
    }
}
