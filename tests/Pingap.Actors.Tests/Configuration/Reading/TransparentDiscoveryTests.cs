using Pingap.Actors.Configuration;
using Pingap.Actors.Configuration.Reading;

namespace Pingap.Actors.Tests.Configuration.Reading;

public sealed class TransparentDiscoveryTests
{
    [Fact]
    public void Hosts_without_a_port_have_that_of_the_scheme()
    {
        Assert.Equal(["a.test:80", "*.b.test:81", "[fd00::1]:80"], Read("addrs = ['A.test', '*.b.test:81', '[fd00::1]']").Discovery.Dialed.Select(host => host.ToString()));
        Assert.Equal(["a.test:443"], Read("addrs = ['a.test']\nsni = '$host'").Discovery.Dialed.Select(host => host.ToString()));
    }

    [Fact]
    public void They_are_neither_backends_nor_probed()
    {
        var upstream = Read("addrs = ['a.test']");
        Assert.Equal((0, HealthCheckConfig.None), (upstream.Backends.Count, upstream.HealthCheck));
    }

    [Fact]
    public void The_name_for_tls_is_that_of_the_host_or_a_fixed_one()
    {
        Assert.Equal("b.test", Read("addrs = ['a.test']\nsni = '$host'").Tls!.NameFor("b.test"));
        Assert.Equal("c.test", Read("addrs = ['a.test']\nsni = 'c.test'").Tls!.NameFor("b.test"));
    }

    [Theory]
    [InlineData("addrs = []", "p.toml:3:9: error: upstreams.any.addrs: is empty; write at least one label of containers, path of a file, or host that may be dialed")]
    [InlineData("addrs = ['*']", "p.toml:3:10: error: upstreams.any.addrs[0]: '*' lets anybody reach any host through the proxy; name the hosts, such as api.example.com or *.example.com")]
    [InlineData("addrs = ['*:80']", "p.toml:3:10: error: upstreams.any.addrs[0]: '*:80' lets anybody reach any host through the proxy; name the hosts, such as api.example.com or *.example.com")]
    [InlineData("addrs = ['a.test:0']", "p.toml:3:10: error: upstreams.any.addrs[0]: 'a.test:0' has port 0; use 1 to 65535")]
    [InlineData("addrs = ['a b']", "p.toml:3:10: error: upstreams.any.addrs[0]: 'a b' is not a host that may be dialed; write a name, *.name or an IP address, with a port or without one")]
    [InlineData("addrs = ['*.10.0.0.1']", "p.toml:3:10: error: upstreams.any.addrs[0]: '*.10.0.0.1' is a wildcard of an IP address; write the address alone")]
    [InlineData("addrs = ['169.254.169.254']", "p.toml:3:10: error: upstreams.any.addrs[0]: '169.254.169.254' is a link-local address, which leads to another machine on every network, or to the keys of the cloud; use an address that is routed")]
    [InlineData("addrs = ['a.test']\nhealth_check = 'tcp://a'", "p.toml:4:16: error: upstreams.any.health_check: is for backends that are known beforehand and stand in for each other, which those of discovery transparent do not; remove it")]
    [InlineData("addrs = ['a.test']\nweights = [1]", "p.toml:4:11: error: upstreams.any.weights: is for backends that are known beforehand and stand in for each other, which those of discovery transparent do not; remove it")]
    public void Without_a_list_of_hosts_it_is_refused(string lines, string problem) =>
        Assert.Equal([problem], ReadAll(lines).Problems.Where(each => each.Severity is ProblemSeverity.Error).Select(each => each.ToString()));

    [Fact]
    public void The_list_cannot_be_left_out() =>
        Assert.Contains(ReadAll("").Problems, problem => problem.ToString().StartsWith("p.toml:1:12: error: upstreams.any: addrs is missing", StringComparison.Ordinal));

    [Fact]
    public void The_host_of_the_request_goes_with_it_only() => Assert.Contains(
        ConfigReader.Read([new ConfigDocument("p.toml", "[upstreams.any]\naddrs = ['127.0.0.1']\nsni = '$host'")], ReadingOf.World()).Problems,
        problem => problem.ToString().Contains(
            "'$host' is the host that a request names, which is dialed with discovery transparent only; write the name of the backends", StringComparison.Ordinal));

    private static UpstreamConfig Read(string lines)
    {
        var reading = ReadAll(lines);
        Assert.DoesNotContain(reading.Problems, problem => problem.Severity is ProblemSeverity.Error);
        return reading.Config!.Upstreams[new("any")];
    }

    private static ConfigReading ReadAll(string lines) =>
        ConfigReader.Read([new ConfigDocument("p.toml", $"[upstreams.any]\ndiscovery = 'transparent'\n{lines}\n[locations.all]\nupstream = 'any'\n[servers.http]\naddr = ':0'\nlocations = ['all']")], ReadingOf.World());
}
