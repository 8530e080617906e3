using Microsoft.Extensions.Time.Testing;
using Pingap.Gateway.Hosting;

namespace Pingap.Gateway.Tests.Hosting;

public sealed class IdleCollectionTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly IdleCollection _collection;
    private long _allocated;
    private int _collected;

    // The first is no look, but where it begins.
    private int _looks = -1;

    public IdleCollectionTests() => _collection = new(_time, Look, () => _collected++);

    public void Dispose() => _collection.Dispose();

    [Fact]
    public void It_collects_once_when_the_proxy_comes_to_rest()
    {
        Allocate(IdleCollection.Worthwhile);
        Assert.Equal(0, _collected);
        Allocate(IdleCollection.Rest - 1);
        Assert.Equal(1, _collected);
        for (var i = 0; i < 10; i++) Allocate(1000, IdleCollection.Glance);
        Assert.Equal(1, _collected);
    }

    [Fact]
    public void It_does_not_while_there_are_requests()
    {
        for (var i = 0; i < 100; i++) Allocate(IdleCollection.Rest);
        Assert.Equal(0, _collected);
    }

    [Fact]
    public void It_does_not_for_little()
    {
        Allocate(IdleCollection.Worthwhile - 10_000);
        for (var i = 0; i < 9; i++) Allocate(1000, IdleCollection.Glance);
        Assert.Equal(0, _collected);
        Allocate(1000, IdleCollection.Glance);
        Assert.Equal(1, _collected);
    }

    [Fact]
    public void It_does_so_again_after_more_requests()
    {
        for (var i = 1; i <= 3; i++)
        {
            Allocate(IdleCollection.Worthwhile, IdleCollection.Glance);
            Allocate(0);
            Assert.Equal(i, _collected);
        }
    }

    [Fact]
    public void At_rest_it_looks_seldom()
    {
        Allocate(0);
        _allocated += IdleCollection.Worthwhile;
        _time.Advance(IdleCollection.Look);
        Assert.Equal(1, _looks);
        _time.Advance(IdleCollection.Glance);
        Assert.Equal(2, _looks);
        _time.Advance(IdleCollection.Look);
        Assert.Equal(3, _looks);
    }

    [Fact]
    public void Once_disposed_it_looks_no_more()
    {
        _collection.Dispose();
        _time.Advance(10 * IdleCollection.Glance);
        Assert.Equal(0, _looks);
    }

    private void Allocate(long bytes, TimeSpan? look = null)
    {
        _allocated += bytes;
        _time.Advance(look ?? IdleCollection.Look);
    }

    private long Look()
    {
        _looks++;
        return _allocated;
    }
}
