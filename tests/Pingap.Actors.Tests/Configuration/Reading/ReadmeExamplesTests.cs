using Pingap.Actors.Configuration;
using Pingap.Actors.Configuration.Reading;

namespace Pingap.Actors.Tests.Configuration.Reading;

public class ReadmeExamplesTests
{
    [Fact]
    public void The_basic_example_stands_alone()
    {
        var config = Load("basic", "");
        Assert.Equal(("pingap-go", 4), (config.Basic.Name, config.Basic.Threads));
        Assert.Equal(new RewriteRule.ReplacePrefix("/api", "/"), config.Locations[new("api")].Rewrite);
        Assert.Equal(("", "/health"), (config.Upstreams[new("backend_api")].HealthCheck.Host, config.Upstreams[new("backend_api")].HealthCheck.PathAndQuery));
        Assert.Equal(TimeSpan.FromSeconds(10), config.Upstreams[new("backend_api")].Timeouts.Connect);
    }

    [Fact]
    public void The_balancing_examples_choose_their_algorithms()
    {
        var upstreams = Load("load-balancing", "[servers.http]\naddr = \":0\"").Upstreams;
        Assert.Equal(BalancingConfig.RoundRobin, upstreams[new("rr")].Balancing);
        Assert.Equal([3, 1], upstreams[new("wrr")].Backends.Select(backend => backend.Weight));
        Assert.Equal(BalancingConfig.LeastConnections, upstreams[new("lc")].Balancing);
        Assert.Equal(BalancingConfig.IpHash, upstreams[new("iphash")].Balancing);
    }

    [Fact]
    public void The_routing_examples_have_their_paths_and_priorities()
    {
        var locations = Load("routing", Rest("exact", "prefix", "regex", "host_routing")).Locations;
        Assert.Equal((PathPatternKind.Exact, 100), (locations[new("exact")].Path.Kind, locations[new("exact")].Priority));
        Assert.Equal((PathPatternKind.Prefix, 50), (locations[new("prefix")].Path.Kind, locations[new("prefix")].Priority));
        Assert.Equal((PathPatternKind.Regex, 75), (locations[new("regex")].Path.Kind, locations[new("regex")].Priority));
        Assert.Equal("api.example.com", locations[new("host_routing")].Hosts[0].Text);
    }

    [Fact]
    public void The_header_example_changes_both_directions()
    {
        var location = Load("headers", Rest("api")).Locations[new("api")];
        Assert.Equal(["Add X-Forwarded-Proto", "Add X-Custom-Header", "Remove Server", "Remove X-Powered-By", "Set X-Frame-Options", "Set X-Content-Type-Options"],
            location.ResponseHeaders.Select(rule => $"{rule.Action} {rule.Name}"));
        Assert.Equal(["Set Host", "Set X-Real-IP"], location.RequestHeaders.Select(rule => $"{rule.Action} {rule.Name}"));
        Assert.True(location.ForwardedHeaders);
    }

    private static string Rest(params string[] locations) =>
        $"[upstreams.backend]\naddrs = [\"127.0.0.1:8001\"]\n[servers.http]\naddr = \":0\"\nlocations = [\"{string.Join("\", \"", locations)}\"]";

    private static ProxyConfig Load(string name, string rest)
    {
        var text = File.ReadAllText(Repository.Path($"tests/Pingap.Actors.Tests/Configuration/Reading/readme/{name}.toml"));
        return ReadingOf.Valid(ReadingOf.Texts(($"{name}.toml", text), ("rest.toml", rest)));
    }
}
