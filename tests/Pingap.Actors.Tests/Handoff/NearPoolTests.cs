using Microsoft.Extensions.ObjectPool;
using Pingap.Actors.Handoff;

namespace Pingap.Actors.Tests.Handoff;

public sealed class NearPoolTests
{
    private readonly NearPool<Thing> _pool = new(new Policy(), retained: 1024);

    [Fact]
    public void A_thread_gets_first_what_it_gave_back_last()
    {
        var (one, other) = (_pool.Get(), _pool.Get());
        _pool.Return(one);
        _pool.Return(other);
        Assert.Same(other, _pool.Get());
        Assert.Same(one, _pool.Get());
        Assert.NotSame(one, _pool.Get());
    }

    [Fact]
    public void What_a_thread_has_too_much_of_is_for_the_others()
    {
        var things = Enumerable.Range(0, NearPool<Thing>.MostNear + 1).Select(_ => _pool.Get()).ToList();
        foreach (var thing in things) _pool.Return(thing);
        Assert.Equal([things[^1], null], OnAnotherThread(() => new[] { _pool.Get(), Made(_pool.Get()) }));
        // Its own are still its own.
        Assert.Same(things[^2], _pool.Get());

        Thing? Made(Thing thing) => things.Contains(thing) ? thing : null;
    }

    [Fact]
    public void What_is_given_back_on_another_thread_stays_there()
    {
        var thing = _pool.Get();
        var (first, same) = OnAnotherThread(() =>
        {
            _pool.Return(thing);
            return (Thread.CurrentThread, _pool.Get());
        });
        Assert.NotSame(Thread.CurrentThread, first);
        Assert.Same(thing, same);
    }

    [Fact]
    public void What_cannot_be_used_again_is_not()
    {
        var spent = _pool.Get();
        spent.IsSpent = true;
        _pool.Return(spent);
        Assert.NotSame(spent, _pool.Get());
    }

    [Fact]
    public void Two_pools_never_mix()
    {
        var other = new NearPool<Thing>(new Policy(), retained: 1024);
        var thing = _pool.Get();
        _pool.Return(thing);
        Assert.NotSame(thing, other.Get());
        other.Return(other.Get());
        Assert.NotSame(thing, other.Get());
    }

    private static T OnAnotherThread<T>(Func<T> action)
    {
        T result = default!;
        var thread = new Thread(() => result = action());
        thread.Start();
        Assert.True(thread.Join(TimeSpan.FromSeconds(20)));
        return result;
    }

    private sealed class Thing
    {
        public bool IsSpent { get; set; }
    }

    private sealed class Policy : IPooledObjectPolicy<Thing>
    {
        public Thing Create() => new();

        public bool Return(Thing thing) => !thing.IsSpent;
    }
}
