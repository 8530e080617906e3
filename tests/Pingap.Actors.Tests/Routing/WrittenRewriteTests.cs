using Pingap.Actors.Configuration;
using Pingap.Actors.Configuration.Reading;
using Pingap.Actors.Routing;

namespace Pingap.Actors.Tests.Routing;

/// <summary>Rewrites from the text of a configuration to the path that is sent: reader and rewriter must mean the same captures.</summary>
public sealed class WrittenRewriteTests
{
    [Theory]
    [InlineData("/api", "/", "/api/x", "/x")]
    [InlineData("", "^/users/(?<upstream>.*?)/(.*)$ /$2", "/users/blue/cart", "/cart")]
    [InlineData("", "^/(?<a>[^/]+)/([^/]+)/(?<b>.*)$ /$3/$b/$2/$a/$1", "/1/2/3", "/3/3/2/1/1")]
    [InlineData("", "^/x(.*) /y$0", "/x1", "/y/x1")]
    [InlineData("~^/u/(?<id>[0-9]+)/(.*)", "/$id/$2", "/u/7/z", "/7/z")]
    [InlineData("~^/u/(?P<id>[0-9]+)", "^/u/[0-9]+(/.*) /${id}x$1", "/u/7/z", "/7x/z")]
    public void Captures_mean_what_was_written(string path, string rewrite, string asked, string sent)
    {
        var reading = ConfigReader.Read(
            [new ConfigDocument("a.toml", $"""
                [upstreams.u]
                addrs = ["127.0.0.1:1"]
                [locations.l]
                upstream = "u"
                path = '{path}'
                rewrite = '{rewrite}'
                [servers.s]
                addr = "127.0.0.1:0"
                locations = ["l"]
                """)],
            ConfigEnvironment.System);
        Assert.Empty(reading.Problems);
        var table = RoutingTable.Build([reading.Config!.Locations[new LocationName("l")]]);
        var request = new FakeRequest(asked);
        Assert.True(table.TryMatch(request, out var match));
        Assert.True(match.Route.Rewrite!.TryApply(asked, match.Captures, new NoVariables(), out var rewritten, out _));
        Assert.Equal(sent, rewritten);
    }

    private sealed class NoVariables : IVariableSource
    {
        public string? Value(VariableKind variable, string name) => null;
    }
}
