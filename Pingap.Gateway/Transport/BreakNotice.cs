namespace Pingap.Gateway.Transport;

/// <summary>Whether the system has given a connection up, and who is told of it, who may not be receiving then.</summary>
internal struct BreakNotice
{
    private Action<object>? _told;
    private object? _state;
    private bool _isBroken;

    /// <summary>Whether it has.</summary>
    public readonly bool IsBroken => Volatile.Read(in _isBroken);

    /// <summary>Has somebody told, once or more often.</summary>
    public void Tell(Action<object> told, object state)
    {
        _state = state;
        Volatile.Write(ref _told, told);
    }

    /// <summary>It has.</summary>
    public void Break()
    {
        Volatile.Write(ref _isBroken, true);
        // Whoever is to be told looks the other way round: says that it waits, and then whether this is so.
        Interlocked.MemoryBarrier();
        if (Volatile.Read(ref _told) is { } told) told(_state!);
    }
}
