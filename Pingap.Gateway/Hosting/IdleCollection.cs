using System.Diagnostics.CodeAnalysis;

namespace Pingap.Gateway.Hosting;

/// <summary>
/// Has the runtime collect when the proxy comes to rest. By itself it collects only when something is allocated: what the last requests have left
/// would stay for as long as no others come, which at ten thousand idle connections is a third of all memory.
/// </summary>
/// <remarks>
/// That takes some tens of milliseconds at ten thousand connections, in which nothing else runs. So it is done once, when nothing worth mentioning
/// was allocated for a whole look, which is when there were no requests, and only if enough was before.
/// </remarks>
[SuppressMessage("Reliability", "CA1001", Justification = "The timer is disposed with it.")]
internal sealed class IdleCollection : IDisposable
{
    /// <summary>How often it looks while there are requests, and until it has collected: 1 s.</summary>
    public static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    /// <summary>How often it looks at rest, when looking is all that would wake the process: 5 s.</summary>
    public static readonly TimeSpan Glance = TimeSpan.FromSeconds(5);

    /// <summary>Less than this between two looks is rest: 256 KiB, some dozens of requests or what timers allocate.</summary>
    public const long Rest = 256 * 1024;

    /// <summary>Less than this since the last collection is not worth one: 4 MiB.</summary>
    public const long Worthwhile = 4 * 1024 * 1024;

    private readonly Func<long> _allocated;
    private readonly Action _collect;
    private readonly ITimer _timer;
    private long _collectedAt;
    private long _lastSeen;

    /// <summary>Begins to look.</summary>
    /// <param name="time">Whose time.</param>
    /// <param name="allocated">How many bytes have been allocated up to now.</param>
    /// <param name="collect">Collects.</param>
    public IdleCollection(TimeProvider time, Func<long> allocated, Action collect)
    {
        (_allocated, _collect) = (allocated, collect);
        // What was allocated to start is worth a collection, too.
        _lastSeen = allocated();
        _timer = time.CreateTimer(static self => ((IdleCollection)self!).OnLook(), this, Look, Timeout.InfiniteTimeSpan);
    }

    /// <summary>That of the runtime.</summary>
    public static IdleCollection OfRuntime(TimeProvider time) => new(
        time, () => GC.GetTotalAllocatedBytes(), () => GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true));

    /// <summary>Looks no more.</summary>
    public void Dispose() => _timer.Dispose();

    private void OnLook()
    {
        var allocated = _allocated();
        var isAtRest = allocated - _lastSeen < Rest;
        _lastSeen = allocated;
        if (isAtRest && allocated - _collectedAt >= Worthwhile)
        {
            _collectedAt = allocated;
            _collect();
        }

        _timer.Change(isAtRest ? Glance : Look, Timeout.InfiniteTimeSpan);
    }
}
