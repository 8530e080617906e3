namespace Pingap.Gateway.Transport;

/// <summary>
/// Whether a connection comes to its end: the peer has ended its side, the system has given it up, or it was closed here. And who is told of
/// it, who may not be receiving then.
/// </summary>
internal struct EndNotice
{
    private Action<object?>? _told;
    private object? _state;
    private bool _hasCome;

    /// <summary>Whether it does.</summary>
    public readonly bool HasCome => Volatile.Read(in _hasCome);

    /// <summary>Has somebody told on a loop, once or more often.</summary>
    public void Tell(Action<object?> told, object state, EpollLoop loop)
    {
        _state = state;
        Volatile.Write(ref _told, told);
        // Whoever brings the notice looks the other way round: says that it has come, and then whom to tell.
        Interlocked.MemoryBarrier();
        if (HasCome) loop.Post(told, state);
    }

    /// <summary>It does.</summary>
    public void Come() => Volatile.Write(ref _hasCome, true);

    /// <summary>Tells whoever is to be told, after <see cref="Come"/>.</summary>
    /// <param name="loop">Where, in its next turn; <c>null</c> for here.</param>
    public readonly void Give(EpollLoop? loop = null)
    {
        Interlocked.MemoryBarrier();
        if (Volatile.Read(in _told) is not { } told) return;
        if (loop is null) told(_state);
        else loop.Post(told, _state);
    }
}
