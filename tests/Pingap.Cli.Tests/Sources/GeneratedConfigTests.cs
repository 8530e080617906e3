using Pingap.Actors.Configuration;
using Pingap.Cli.Demo;
using Pingap.Cli.Sources;
using Tomlyn;
using Tomlyn.Model;

namespace Pingap.Cli.Tests.Sources;

/// <summary>The texts made from options are TOML with what was asked for in it.</summary>
public sealed class GeneratedConfigTests
{
    private static readonly ListenAddress[] Listen = [DemoConfig.Listen];

    [Fact]
    public void Upstream_becomes_one_upstream_one_location_and_one_server()
    {
        var document = UpstreamSource.Document([new("a", 1), new("::1", 2)], [.. Listen, DemoConfig.Listen], ["a.example", "*.b.example"]);

        var toml = Parse(document);

        Assert.Equal("--upstream", document.File);
        Assert.Equal(["a:1", "[::1]:2"], Array(Table(toml, "upstreams", "upstream"), "addrs"));
        Assert.Equal("a.example,*.b.example", Table(toml, "locations", "all")["host"]);
        Assert.Equal("127.0.0.1:8080,127.0.0.1:8080", Table(toml, "servers", "http")["addr"]);
    }

    [Fact]
    public void Without_domains_the_location_takes_every_host() =>
        Assert.False(Table(Parse(UpstreamSource.Document([new("a", 1)], Listen, [])), "locations", "all").ContainsKey("host"));

    [Fact]
    public void The_demo_shows_round_robin_weights_and_a_rewrite()
    {
        var toml = Parse(DemoConfig.Document([new("127.0.0.1", 1), new("127.0.0.1", 2)], Listen));

        Assert.Equal(["127.0.0.1:1", "127.0.0.1:2"], Array(Table(toml, "upstreams", "demo"), "addrs"));
        Assert.Equal([3L, 1L], Array(Table(toml, "upstreams", "demo_weighted"), "weights"));
        Assert.Equal("/", Table(toml, "locations", "api")["rewrite"]);
        Assert.Equal(["weighted", "api", "root"], Array(Table(toml, "servers", "http"), "locations"));
    }

    private static TomlTable Parse(ConfigDocument document) => TomlSerializer.Deserialize<TomlTable>(document.Text)!;

    private static TomlTable Table(TomlTable toml, string category, string name) => (TomlTable)((TomlTable)toml[category])[name];

    private static IEnumerable<object?> Array(TomlTable table, string key) => (TomlArray)table[key];
}
