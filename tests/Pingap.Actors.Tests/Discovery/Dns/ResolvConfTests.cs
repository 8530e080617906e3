using Pingap.Actors.Configuration;
using Pingap.Actors.Discovery.Dns;

namespace Pingap.Actors.Tests.Discovery.Dns;

public sealed class ResolvConfTests
{
    [Theory]
    [InlineData("", "127.0.0.1:53", "", 1)]
    [InlineData("nameserver 10.0.0.53\nnameserver ::1\n", "10.0.0.53:53 [::1]:53", "", 1)]
    [InlineData("# a\n;b\nnameserver nonsense\nnameserver\t10.0.0.53 # c\r\n", "10.0.0.53:53", "", 1)]
    [InlineData("domain a.example\nsearch B.example. c.example\noptions timeout:1 ndots:5", "127.0.0.1:53", "b.example c.example", 5)]
    [InlineData("search . a..b ok.example", "127.0.0.1:53", "ok.example", 1)]
    [InlineData("options ndots:99", "127.0.0.1:53", "", 15)]
    public void It_says_whom_to_ask_and_how_names_are_completed(string text, string servers, string search, int dots)
    {
        var read = ResolvConf.Parse(text);
        Assert.Equal((servers, search, dots), (string.Join(' ', read.Servers), string.Join(' ', read.Search), read.Dots));
    }

    [Theory]
    [InlineData("api.", "", "api.")]
    [InlineData("api", "", "api.svc.example. api.")]
    [InlineData("api.prod", "", "api.prod.svc.example. api.prod.")]
    [InlineData("api.prod.x", "", "api.prod.x.")]
    [InlineData("api", "own.example", "api.own.example. api.svc.example. api.")]
    [InlineData("api.prod", "own.example", "api.prod.svc.example. api.prod.")]
    public void Short_names_are_completed(string host, string search, string names) => Assert.Equal(
        names, string.Join(' ', FullNames.Of(host, new DnsConfig([], null, search.Length > 0 ? [search] : []), ResolvConf.Parse("search svc.example\noptions ndots:2"))));

    [Fact]
    public void A_name_that_would_be_too_long_is_not_completed()
    {
        var host = string.Join('.', Enumerable.Repeat(new string('a', 60), 4));
        Assert.Equal([$"{host}."], FullNames.Of(host, new DnsConfig([], null, []), ResolvConf.Parse("search a-domain.example\noptions ndots:9")));
    }

    [Fact]
    public void The_systems_domains_are_for_the_systems_servers() => Assert.Equal(
        ["api."], FullNames.Of("api", new DnsConfig([new(System.Net.IPAddress.Loopback, 53)], null, []), ResolvConf.Parse("search svc.example")));

    [Theory]
    [InlineData("_http._tcp.example", true)]
    [InlineData("_a._b.c.d", true)]
    [InlineData("_http.example", false)]
    [InlineData("_._tcp.example", false)]
    [InlineData("a_b.example", false)]
    public void A_service_is_told_by_its_name(string host, bool isService) => Assert.Equal(isService, SrvTarget.IsService(host));
}
