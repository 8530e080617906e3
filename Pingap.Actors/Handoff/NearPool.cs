using Microsoft.Extensions.ObjectPool;

namespace Pingap.Actors.Handoff;

/// <summary>
/// A pool that gives a thread first what the same thread gave back last: that is still in its processor's cache, and no other thread is met.
/// What a thread has too much of, or is missing, comes from all of them.
/// </summary>
/// <remarks>A thread keeps objects of one pool of <typeparamref name="T"/>, that it gave something back to last: there is one in a process.</remarks>
/// <param name="policy">Makes objects, and says which can be used again.</param>
/// <param name="retained">How many are kept for all threads.</param>
public sealed class NearPool<T>(IPooledObjectPolicy<T> policy, int retained) : ObjectPool<T>
    where T : class
{
    /// <summary>How many a thread keeps for itself: 64.</summary>
    public const int MostNear = 64;

    [ThreadStatic]
    private static Near? _near;

    private readonly DefaultObjectPool<T> _far = new(new Kept(policy), retained);

    /// <inheritdoc/>
    public override T Get()
    {
        if (_near is not { Count: > 0 } near || near.Pool != this) return _far.Get();
        var found = near.Objects[--near.Count]!;
        near.Objects[near.Count] = null;
        return found;
    }

    /// <inheritdoc/>
    public override void Return(T obj)
    {
        if (!policy.Return(obj)) return;
        var near = _near;
        if (near?.Pool != this) _near = near = new(this);
        if (near.Count < MostNear) near.Objects[near.Count++] = obj;
        else _far.Return(obj);
    }

    /// <summary>What one thread keeps.</summary>
    private sealed class Near(NearPool<T> pool)
    {
        public NearPool<T> Pool => pool;

        public T?[] Objects { get; } = new T?[MostNear];

        public int Count { get; set; }
    }

    /// <summary>Of what is kept for all, it was asked before.</summary>
    private sealed class Kept(IPooledObjectPolicy<T> policy) : IPooledObjectPolicy<T>
    {
        public T Create() => policy.Create();

        public bool Return(T obj) => true;
    }
}
