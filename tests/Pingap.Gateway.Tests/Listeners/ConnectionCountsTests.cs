using System.Net;
using CsCheck;
using Pingap.Actors.Configuration;
using Pingap.Gateway.Listeners;

namespace Pingap.Gateway.Tests.Listeners;

public sealed class ConnectionCountsTests
{
    [Fact]
    public void So_many_are_taken_in_all()
    {
        var counts = Counts(ClientLimitsConfig.Default with { MaxConnections = 2 });
        Assert.Equal(ConnectionRefusal.None, counts.Enter(Client("192.0.2.1"), 0));
        Assert.Equal(ConnectionRefusal.None, counts.Enter(Client("192.0.2.2"), 0));
        Assert.Equal(ConnectionRefusal.TooManyInAll, counts.Enter(Client("192.0.2.3"), 0));
        counts.Leave(Client("192.0.2.1"));
        Assert.Equal(ConnectionRefusal.None, counts.Enter(Client("192.0.2.3"), 0));
        Assert.Equal(2, counts.Open);
    }

    [Theory]
    [InlineData("192.0.2.1", "192.0.2.1", true)]
    [InlineData("192.0.2.1", "::ffff:192.0.2.1", true)]
    [InlineData("192.0.2.1", "192.0.2.2", false)]
    [InlineData("2001:db8::1", "2001:db8::2", true)]
    [InlineData("2001:db8::1", "2001:db8:0:0:ffff::1", true)]
    [InlineData("2001:db8::1", "2001:db8:0:1::1", false)]
    [InlineData("::1", "192.0.2.1", false)]
    public void An_address_has_its_own_limit_and_a_network_of_IPv6_is_one(string first, string second, bool isOne)
    {
        var counts = Counts(ClientLimitsConfig.Default with { MaxConnectionsPerAddress = 1 });
        Assert.Equal(ConnectionRefusal.None, counts.Enter(Client(first), 0));
        Assert.Equal(isOne ? ConnectionRefusal.TooManyOfAddress : ConnectionRefusal.None, counts.Enter(Client(second), 0));
    }

    [Fact]
    public void Those_who_come_by_a_Unix_socket_count_in_all_and_have_no_limit_of_their_own()
    {
        var counts = Counts(ClientLimitsConfig.Default with { MaxConnections = 3, MaxConnectionsPerAddress = 1, MaxNewConnectionsPerAddress = 1 });
        var client = new System.Net.Sockets.UnixDomainSocketEndPoint("/client");
        for (var i = 0; i < 3; i++) Assert.Equal(ConnectionRefusal.None, counts.Enter(client, 0));
        Assert.Equal(ConnectionRefusal.TooManyInAll, counts.Enter(client, 0));
        for (var i = 0; i < 3; i++) counts.Leave(client);
        Assert.Equal(0, counts.Open);
        Assert.Equal(ConnectionRefusal.None, counts.Enter(Client("192.0.2.1"), 0));
    }

    [Fact]
    public void A_trusted_proxy_has_no_limit_of_its_own()
    {
        var limits = new ClientLimits();
        limits.Take(BasicConfig.Default with
        {
            TrustedProxies = [IPNetwork.Parse("192.0.2.0/24")],
            Clients = ClientLimitsConfig.Default with { MaxConnectionsPerAddress = 1 },
        });
        var counts = new ConnectionCounts(limits);
        for (var i = 0; i < 10; i++) Assert.Equal(ConnectionRefusal.None, counts.Enter(Client("192.0.2.1"), 0));
    }

    [Fact]
    public void Zero_is_no_limit_for_an_address()
    {
        var counts = Counts(ClientLimitsConfig.Default with { MaxConnectionsPerAddress = 0 });
        for (var i = 0; i < 2000; i++) Assert.Equal(ConnectionRefusal.None, counts.Enter(Client("192.0.2.1"), 0));
    }

    [Fact]
    public void An_address_may_open_so_many_a_second_and_twice_as_many_at_once()
    {
        var counts = Counts(ClientLimitsConfig.Default with { MaxNewConnectionsPerAddress = 5 });
        for (var i = 0; i < 10; i++) OpenAndClose(1000);
        Assert.Equal(ConnectionRefusal.TooFast, counts.Enter(Client("192.0.2.1"), 1000));
        Assert.Equal(ConnectionRefusal.None, counts.Enter(Client("192.0.2.2"), 1000));
        OpenAndClose(1200);
        Assert.Equal(ConnectionRefusal.TooFast, counts.Enter(Client("192.0.2.1"), 1399));

        void OpenAndClose(long now)
        {
            Assert.Equal(ConnectionRefusal.None, counts.Enter(Client("192.0.2.1"), now));
            counts.Leave(Client("192.0.2.1"));
        }
    }

    [Fact]
    public void Counting_comes_out_even_whoever_comes_and_goes() => Gen.Int[0, 30_000].Array[20_000, 25_000].Sample(clients =>
    {
        var counts = Counts(ClientLimitsConfig.Default with { MaxNewConnectionsPerAddress = 5 });
        var open = new Queue<IPEndPoint>();
        var now = 0L;
        foreach (var number in clients)
        {
            var client = new IPEndPoint(new IPAddress(number), 1);
            if (counts.Enter(client, now++) is ConnectionRefusal.None) open.Enqueue(client);
            if (open.Count > 20) counts.Leave(open.Dequeue());
        }

        Assert.Equal(open.Count, counts.Open);
        while (open.TryDequeue(out var client)) counts.Leave(client);
        Assert.Equal(0, counts.Open);
    }, iter: 5);

    private static ConnectionCounts Counts(ClientLimitsConfig clients)
    {
        var limits = new ClientLimits();
        limits.Take(BasicConfig.Default with { Clients = clients });
        return new(limits);
    }

    private static IPEndPoint Client(string address) => new(IPAddress.Parse(address), 1234);
}
