using Pingap.Actors.Configuration;
using Pingap.Actors.Routing;

namespace Pingap.Actors.Tests.Routing;

public sealed class RoutingTableTests
{
    [Theory]
    [InlineData("", "/anything", true)]
    [InlineData("", "*", true)]
    [InlineData("/", "/", true)]
    [InlineData("/", "/a", true)]
    [InlineData("/", "*", false)]
    [InlineData("/api", "/api", true)]
    [InlineData("/api", "/api/", true)]
    [InlineData("/api", "/api/x", true)]
    [InlineData("/api", "/apix", false)]
    [InlineData("/api", "/API", false)]
    [InlineData("/api", "/v1/api", false)]
    [InlineData("/api/", "/api/x", true)]
    [InlineData("/api/", "/api", false)]
    [InlineData("/a%7eb%2f", "/a~b%2F", true)]
    [InlineData("=/api", "/api", true)]
    [InlineData("=/api", "/api/", false)]
    [InlineData("=/%61", "/a", true)]
    [InlineData("~^/api/v[0-9]+/", "/api/v12/x", true)]
    [InlineData("~v[0-9]", "/api/v1", true)]
    [InlineData("~^/api/v[0-9]+/", "/api/vx/", false)]
    public void A_path_pattern_takes_the_paths_it_means(string pattern, string path, bool takes) =>
        Assert.Equal(takes, Table(ALocation.With(path: pattern)).TryMatch(new FakeRequest(path), out _));

    [Theory]
    [InlineData("/apix", true)]
    [InlineData("/api", true)]
    [InlineData("/ap", false)]
    public void A_prefix_without_boundary_takes_every_beginning(string path, bool takes) =>
        Assert.Equal(takes, Table(ALocation.With(path: "/api", boundary: false)).TryMatch(new FakeRequest(path), out _));

    [Theory]
    [InlineData("", "example.com", true)]
    [InlineData("", "", true)]
    [InlineData("example.com", "example.com", true)]
    [InlineData("example.com", "EXAMPLE.com", true)]
    [InlineData("example.com", "www.example.com", false)]
    [InlineData("example.com", "", false)]
    [InlineData("*.example.com", "www.example.com", true)]
    [InlineData("*.example.com", "a.b.Example.COM", true)]
    [InlineData("*.example.com", "example.com", false)]
    [InlineData("*.example.com", ".example.com", false)]
    [InlineData("*.example.com", "notexample.com", false)]
    [InlineData("*.com,*.example.com", "www.example.com", true)]
    [InlineData("~^api[0-9]+\\.", "api12.example.com", true)]
    [InlineData("~^api[0-9]+\\.", "api.example.com", false)]
    [InlineData("a.com,*.b.com,~^c", "a.com", true)]
    [InlineData("a.com,*.b.com,~^c", "x.b.com", true)]
    [InlineData("a.com,*.b.com,~^c", "cc", true)]
    [InlineData("a.com,*.b.com,~^c", "d.com", false)]
    [InlineData("::1", "::1", true)]
    public void Any_of_the_host_patterns_will_do(string patterns, string host, bool takes) =>
        Assert.Equal(takes, Table(ALocation.With(host: patterns)).TryMatch(new FakeRequest("/", host), out _));

    [Theory]
    [InlineData("GET", true)]
    [InlineData("POST", true)]
    [InlineData("PUT", false)]
    public void Any_of_the_methods_will_do(string method, bool takes) =>
        Assert.Equal(takes, Table(ALocation.With() with { Methods = ["GET", "POST"] }).TryMatch(new FakeRequest("/", Method: method), out _));

    [Theory]
    [InlineData(ConditionSource.Header, "beta", null, true)]
    [InlineData(ConditionSource.Header, "beta", "yes", true)]
    [InlineData(ConditionSource.Header, "beta", "YES", false)]
    [InlineData(ConditionSource.Header, "alpha", null, false)]
    [InlineData(ConditionSource.Query, "v", null, true)]
    [InlineData(ConditionSource.Query, "v", "%31", true)]
    [InlineData(ConditionSource.Query, "v", "1", false)]
    [InlineData(ConditionSource.Cookie, "user", "u1", true)]
    [InlineData(ConditionSource.Cookie, "beta", null, false)]
    public void A_condition_looks_at_its_part_of_the_request(ConditionSource source, string name, string? value, bool takes)
    {
        var table = Table(ALocation.With() with { Conditions = [new(source, name, value)] });

        Assert.Equal(takes, table.TryMatch(RequestWithEverything(), out _));
    }

    [Fact]
    public void All_conditions_must_hold()
    {
        var table = Table(ALocation.With() with
        {
            Conditions = [new(ConditionSource.Header, "beta", "yes"), new(ConditionSource.Cookie, "user", "u2")],
        });

        Assert.False(table.TryMatch(RequestWithEverything(), out _));
    }

    [Fact]
    public void Exact_comes_before_prefix_before_regex_and_the_longer_prefix_first()
    {
        var table = Table(
            ALocation.With("root", "/"),
            ALocation.With("regex", "~^/api/.*"),
            ALocation.With("short", "/api"),
            ALocation.With("long", "/api/users"),
            ALocation.With("exact", "=/api/users"));

        Assert.Equal("exact", Matched(table, "/api/users"));
        Assert.Equal("long", Matched(table, "/api/users/1"));
        Assert.Equal("short", Matched(table, "/api/other"));
        Assert.Equal("root", Matched(table, "/other"));
    }

    [Fact]
    public void A_given_priority_beats_the_computed_order() => Assert.Equal(
        "regex",
        Matched(Table(ALocation.With("exact", "=/a", priority: 100), ALocation.With("regex", "~a", priority: 101)), "/a"));

    [Fact]
    public void Among_equals_the_servers_order_decides() => Assert.Equal(
        "first",
        Matched(Table(ALocation.With("first", "/", "*.com"), ALocation.With("second", "", "a.com")), "/", "a.com"));

    [Fact]
    public void A_location_with_a_host_is_tried_before_one_without() => Assert.Equal(
        "host",
        Matched(Table(ALocation.With("any", "/"), ALocation.With("host", "/", "a.com")), "/", "a.com"));

    [Fact]
    public void A_location_whose_condition_fails_leaves_the_request_to_the_next()
    {
        var picky = ALocation.With("picky", "=/a") with { Methods = ["POST"] };

        Assert.Equal("next", Matched(Table(picky, ALocation.With("next", "/")), "/a"));
    }

    [Fact]
    public void An_empty_table_takes_nothing() => Assert.False(Table().TryMatch(new FakeRequest("/"), out _));

    [Fact]
    public void A_route_knows_its_place_in_the_servers_list()
    {
        var table = Table(ALocation.With("a", "/"), ALocation.With("b", "=/b"));

        table.TryMatch(new FakeRequest("/b"), out var match);

        Assert.Equal(1, match.Route.Index);
        Assert.Same(match.Route, table.Routes[1]);
    }

    [Fact]
    public void A_table_of_the_same_locations_is_the_table()
    {
        var before = Table(ALocation.With("a", "/a"), ALocation.With("b", "~^/b"));
        Assert.Same(before, RoutingTable.Build([ALocation.With("a", "/a"), ALocation.With("b", "~^/b")], before));
    }

    [Fact]
    public void Locations_that_have_not_changed_are_taken_over()
    {
        var before = Table(ALocation.With("a", "/a"), ALocation.With("b", "~^/b"));
        var after = RoutingTable.Build([ALocation.With("a", "/changed"), ALocation.With("b", "~^/b")], before);
        Assert.NotSame(before.Routes[0], after.Routes[0]);
        Assert.Same(before.Routes[1], after.Routes[1]);
    }

    private static FakeRequest RequestWithEverything() => new("/")
    {
        Headers = { ["beta"] = "yes" },
        Queries = { ["v"] = "%31" },
        Cookies = { ["user"] = "u1" },
    };

    private static RoutingTable Table(params LocationConfig[] locations) => RoutingTable.Build(locations);

    private static string Matched(RoutingTable table, string path, string host = "") =>
        table.TryMatch(new FakeRequest(path, host), out var match) ? match.Route.Config.Name.Value : "none";
}
