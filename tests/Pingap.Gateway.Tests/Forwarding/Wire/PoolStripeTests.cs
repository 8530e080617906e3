using Pingap.Gateway.Forwarding.Wire;

namespace Pingap.Gateway.Tests.Forwarding.Wire;

public sealed class PoolStripeTests
{
    private readonly PoolStripe _stripe = new();

    [Fact]
    public void The_one_that_was_put_in_last_is_taken_first()
    {
        var connections = Enumerable.Range(0, 3).Select(_ => Connection()).ToArray();
        foreach (var connection in connections) Assert.True(_stripe.TryPut(connection));
        Assert.Same(connections[2], _stripe.Take());
        Assert.Same(connections[1], _stripe.Take());
        Assert.Same(connections[0], _stripe.Take());
        Assert.Null(_stripe.Take());
    }

    [Fact]
    public void More_fit_in_than_into_the_first_places_but_not_without_end()
    {
        var put = 0;
        while (_stripe.TryPut(Connection())) put++;
        Assert.InRange(put, 1_000, 5_000);
        var taken = 0;
        while (_stripe.Take() is not null) taken++;
        Assert.Equal(put, taken);
    }

    [Fact]
    public void One_that_is_taken_out_by_itself_is_given_to_nobody()
    {
        var (first, second) = (Connection(), Connection());
        _stripe.TryPut(first);
        _stripe.TryPut(second);
        Assert.True(second.Slot.TryTake(second));
        Assert.False(second.Slot.TryTake(second));
        Assert.Same(first, _stripe.Take());
        Assert.False(first.Slot.TryTake(first));
    }

    [Fact]
    public void What_was_not_used_for_long_is_closed()
    {
        var (old, young) = (Connection(), Connection());
        (old.IdleSince, young.IdleSince) = (10, 20);
        _stripe.TryPut(old);
        _stripe.TryPut(young);
        Assert.True(_stripe.Close(since: 10));
        Assert.Equal((true, false), (old.IsClosed, young.IsClosed));
        Assert.Same(young, _stripe.Take());
        Assert.False(_stripe.Close(since: 10));
    }

    [Fact]
    public async Task Nobody_gets_one_that_another_has()
    {
        const int Turns = 20_000;
        for (var i = 0; i < 8; i++) _stripe.TryPut(Connection());
        var held = new System.Collections.Concurrent.ConcurrentDictionary<BackendConnection, bool>();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            for (var i = 0; i < Turns; i++)
            {
                if (_stripe.Take() is not { } connection) continue;
                Assert.True(held.TryAdd(connection, true));
                Assert.True(held.TryRemove(connection, out var _));
                Assert.True(_stripe.TryPut(connection));
            }
        })));
        var left = 0;
        while (_stripe.Take() is not null) left++;
        Assert.Equal(8, left);
    }

    private static BackendConnection Connection() => new(new SilentLink(), static _ => { });
}
