using Microsoft.Extensions.ObjectPool;

namespace Pingap.Actors.Handoff;

/// <summary>Pools of messages: as many are kept as there may be requests between two actors at once.</summary>
public static class MessagePool
{
    private const int Retained = 4096;

    /// <summary>A pool of <typeparamref name="T"/>; takes and gives back without locks or allocations.</summary>
    public static ObjectPool<T> Of<T>()
        where T : class, new() => new DefaultObjectPool<T>(new DefaultPooledObjectPolicy<T>(), Retained);
}
