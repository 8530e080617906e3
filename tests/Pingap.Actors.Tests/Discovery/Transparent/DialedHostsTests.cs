using System.Net;
using Pingap.Actors.Configuration;
using Pingap.Actors.Discovery.Transparent;

namespace Pingap.Actors.Tests.Discovery.Transparent;

public sealed class DialedHostsTests
{
    private static readonly DialedHosts Hosts = new(
    [
        new DialedHost("api.example.com", false, 443),
        new DialedHost("example.org", true, 80),
        new DialedHost("10.0.0.5", false, 8080),
        new DialedHost("fd00::5", false, 8080),
        new DialedHost("169.254.1.1", false, 80),
    ]);

    [Theory]
    [InlineData("api.example.com", 443, "api.example.com:443")]
    [InlineData("API.Example.COM", 443, "api.example.com:443")]
    [InlineData("a.example.org", 80, "a.example.org:80")]
    [InlineData("a.B.example.org", 80, "a.b.example.org:80")]
    [InlineData("10.0.0.5", 8080, "10.0.0.5:8080")]
    [InlineData("fd00:0::5", 8080, "[fd00::5]:8080")]
    public void A_host_of_the_list_is_dialed(string host, int port, string address)
    {
        Assert.True(Hosts.Allows(host, port, out var dialed));
        Assert.Equal(address, dialed.ToString());
    }

    [Theory]
    [InlineData("api.example.com", 80)]
    [InlineData("example.com", 443)]
    [InlineData("x.api.example.com", 443)]
    [InlineData("api.example.com.evil.test", 443)]
    [InlineData("example.org", 80)]
    [InlineData(".example.org", 80)]
    [InlineData("evilexample.org", 80)]
    [InlineData("a/b.example.org", 80)]
    [InlineData("u@a.example.org", 80)]
    [InlineData("a..example.org", 80)]
    [InlineData("10.0.0.6", 8080)]
    [InlineData("10.0.0.5", 80)]
    [InlineData("127.0.0.1", 80)]
    [InlineData("", 80)]
    public void Another_is_not(string host, int port) => Assert.False(Hosts.Allows(host, port, out _));

    [Theory]
    [InlineData("1.1.1.1", 80, true)]
    [InlineData("2606:4700::1", 443, true)]
    [InlineData("10.0.0.5", 8080, true)]
    [InlineData("::ffff:10.0.0.5", 8080, true)]
    [InlineData("fd00::5", 8080, true)]
    [InlineData("10.0.0.5", 80, false)]
    [InlineData("10.0.0.6", 8080, false)]
    [InlineData("127.0.0.1", 80, false)]
    [InlineData("::1", 80, false)]
    [InlineData("169.254.1.1", 80, false)]
    [InlineData("::ffff:169.254.169.254", 80, false)]
    public void A_name_may_lead_to_a_public_address_or_to_one_of_the_list(string address, int port, bool isAllowed) =>
        Assert.Equal(isAllowed, Hosts.AllowsAddress(IPAddress.Parse(address), port));
}
