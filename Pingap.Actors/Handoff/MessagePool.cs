using Microsoft.Extensions.ObjectPool;

namespace Pingap.Actors.Handoff;

/// <summary>
/// Pools of messages. As many are kept as pile up in the mailbox of an actor whose thread the system has put aside for some milliseconds,
/// so that catching up allocates nothing either.
/// </summary>
public static class MessagePool
{
    private const int Retained = 16 * 1024;

    /// <summary>A pool of <typeparamref name="T"/>; takes and gives back without locks or allocations.</summary>
    public static ObjectPool<T> Of<T>()
        where T : class, new() => new NearPool<T>(new DefaultPooledObjectPolicy<T>(), Retained);
}
