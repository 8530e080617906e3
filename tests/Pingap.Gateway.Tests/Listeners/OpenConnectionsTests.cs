using Pingap.Gateway.Listeners;

namespace Pingap.Gateway.Tests.Listeners;

public sealed class OpenConnectionsTests
{
    private readonly OpenConnections _open = new();

    [Fact]
    public void Closing_without_connections_is_over_at_once()
    {
        _open.CloseAll();
        Assert.True(_open.Emptied.IsCompleted);
    }

    [Fact]
    public void Closing_is_over_when_the_last_connection_is_gone()
    {
        var (first, second) = (Add(), Add());
        _open.CloseAll();
        _open.Remove(first);
        Assert.False(_open.Emptied.IsCompleted);
        _open.Remove(second);
        Assert.True(_open.Emptied.IsCompleted);
    }

    [Fact]
    public void Being_empty_before_closing_ends_nothing()
    {
        _open.Remove(Add());
        Assert.False(_open.Emptied.IsCompleted);
    }

    [Fact]
    public void Closing_asks_each_connection()
    {
        var connection = Add();
        Assert.Equal(1, _open.CloseAll());
        Assert.Equal((1, 0), (connection.CloseRequests, connection.Aborts));
    }

    [Fact]
    public void A_closing_listener_takes_no_connection()
    {
        _open.CloseAll();
        Assert.False(_open.TryAdd(new FakeConnection()));
    }

    [Fact]
    public void Aborting_ends_only_what_is_left()
    {
        var (gone, left) = (Add(), Add());
        _open.Remove(gone);
        Assert.Equal(1, _open.AbortAll());
        Assert.Equal((0, 1), (gone.Aborts, left.Aborts));
    }

    private FakeConnection Add()
    {
        var connection = new FakeConnection();
        Assert.True(_open.TryAdd(connection));
        return connection;
    }

    private sealed class FakeConnection : IOpenConnection
    {
        public int CloseRequests { get; private set; }

        public int Aborts { get; private set; }

        public void RequestClose() => CloseRequests++;

        public void Abort() => Aborts++;
    }
}
