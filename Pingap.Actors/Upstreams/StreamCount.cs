namespace Pingap.Actors.Upstreams;

/// <summary>How many of the requests to a backend have become streams that go both ways, such as WebSockets. Counted by whoever carries them, on any thread.</summary>
public sealed class StreamCount
{
    private int _count;

    /// <summary>How many there are.</summary>
    public int Now => Volatile.Read(ref _count);

    /// <summary>One more.</summary>
    public void Begin() => Interlocked.Increment(ref _count);

    /// <summary>One less.</summary>
    public void End() => Interlocked.Decrement(ref _count);
}
