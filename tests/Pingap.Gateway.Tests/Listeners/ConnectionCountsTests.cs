using System.Net;
using Pingap.Actors.Configuration;
using Pingap.Gateway.Listeners;

namespace Pingap.Gateway.Tests.Listeners;

public sealed class ConnectionCountsTests
{
    [Fact]
    public void So_many_are_taken_in_all()
    {
        var counts = Counts(ClientLimitsConfig.Default with { MaxConnections = 2 });
        Assert.Equal(ConnectionRefusal.None, counts.Enter(Client("192.0.2.1")));
        Assert.Equal(ConnectionRefusal.None, counts.Enter(Client("192.0.2.2")));
        Assert.Equal(ConnectionRefusal.TooManyInAll, counts.Enter(Client("192.0.2.3")));
        counts.Leave(Client("192.0.2.1"));
        Assert.Equal(ConnectionRefusal.None, counts.Enter(Client("192.0.2.3")));
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
        Assert.Equal(ConnectionRefusal.None, counts.Enter(Client(first)));
        Assert.Equal(isOne ? ConnectionRefusal.TooManyOfAddress : ConnectionRefusal.None, counts.Enter(Client(second)));
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
        for (var i = 0; i < 10; i++) Assert.Equal(ConnectionRefusal.None, counts.Enter(Client("192.0.2.1")));
    }

    [Fact]
    public void Zero_is_no_limit_for_an_address()
    {
        var counts = Counts(ClientLimitsConfig.Default with { MaxConnectionsPerAddress = 0 });
        for (var i = 0; i < 2000; i++) Assert.Equal(ConnectionRefusal.None, counts.Enter(Client("192.0.2.1")));
    }

    private static ConnectionCounts Counts(ClientLimitsConfig clients)
    {
        var limits = new ClientLimits();
        limits.Take(BasicConfig.Default with { Clients = clients });
        return new(limits);
    }

    private static IPEndPoint Client(string address) => new(IPAddress.Parse(address), 1234);
}
