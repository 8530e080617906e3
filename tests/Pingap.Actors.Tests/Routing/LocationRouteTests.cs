using Pingap.Actors.Configuration;
using Pingap.Actors.Routing;

namespace Pingap.Actors.Tests.Routing;

public sealed class LocationRouteTests
{
    private static readonly HeaderRule NumberedHeader = new(HeaderAction.Set, "x", ALocation.Template(ALocation.Capture("1")));

    [Fact]
    public void Named_groups_of_path_and_host_are_captured()
    {
        var captures = Match(ALocation.With(path: "~^/(?<user>[a-z]+)", host: "~^(?P<tenant>[a-z]+)\\."), "/ann", "acme.com").Captures;

        Assert.Equal(("ann", "acme"), (captures?["user"], captures?["tenant"]));
    }

    [Fact]
    public void The_host_overrides_the_path()
    {
        var captures = Match(ALocation.With(path: "~^/(?<who>[a-z]+)", host: "~^(?<who>[a-z]+)\\."), "/ann", "acme.com").Captures;

        Assert.Equal("acme", captures?["who"]);
    }

    [Fact]
    public void Groups_are_numbered_as_they_are_written()
    {
        var captures = Match(ALocation.With(path: @"~^/(?<user>[a-z]+)/[](](?:x)\((\d)([]a]*)"), "/ann/(x(5]a", "").Captures;

        Assert.Equal(("ann", "ann", "5", "]a"), (captures?["user"], captures?["1"], captures?["2"], captures?["3"]));
    }

    [Fact]
    public void Unnamed_groups_nobody_mentions_are_not_captured() =>
        Assert.Null(Match(ALocation.With(path: "~^/(a|b)"), "/a", "").Captures);

    [Fact]
    public void Unnamed_groups_that_a_header_mentions_are_captured() =>
        Assert.Equal("a", Match(ALocation.With(path: "~^/(a|b)") with { RequestHeaders = [NumberedHeader] }, "/a", "").Captures?["1"]);

    [Fact]
    public void Unnamed_groups_of_the_host_that_a_rewrite_mentions_are_captured()
    {
        var location = ALocation.With(host: "a.com,~^([a-z]+)\\.b") with
        {
            Rewrite = new RewriteRule.ReplacePath(ALocation.Template(ALocation.Text("/"), ALocation.Capture("1"))),
        };

        Assert.Equal("x", Match(location, "/", "x.b").Captures?["1"]);
        Assert.Null(Match(location, "/", "a.com").Captures);
    }

    [Fact]
    public void A_group_that_took_no_part_is_empty_and_one_that_is_not_there_is_null()
    {
        var captures = Match(ALocation.With(path: "~^/(?<a>a)?(?<b>b)?"), "/b", "").Captures;

        Assert.Equal(("", "b", null), (captures?["a"], captures?["b"], captures?["c"]));
    }

    [Fact]
    public void A_named_upstream_is_chosen_without_captures()
    {
        Assert.True(Match(ALocation.With(), "/", "").Route.TryGetUpstream(null, out var upstream));
        Assert.Equal(new UpstreamName("backend"), upstream);
    }

    [Fact]
    public void A_captured_upstream_is_chosen_by_the_request()
    {
        var match = Match(ALocation.With(path: "~^/(?<to>[a-z]*)") with { Upstream = new(null, "to") }, "/blue", "");

        Assert.True(match.Route.TryGetUpstream(match.Captures, out var upstream));
        Assert.Equal(new UpstreamName("blue"), upstream);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/1")]
    public void An_empty_capture_names_no_upstream(string path)
    {
        var match = Match(ALocation.With(path: "~^/(?<to>[a-z]*)") with { Upstream = new(null, "to") }, path, "");

        Assert.False(match.Route.TryGetUpstream(match.Captures, out _));
    }

    [Fact]
    public void A_missing_capture_names_no_upstream() =>
        Assert.False(Match(ALocation.With() with { Upstream = new(null, "to") }, "/", "").Route.TryGetUpstream(null, out _));

    private static RouteMatch Match(LocationConfig location, string path, string host)
    {
        Assert.True(RoutingTable.Build([location]).TryMatch(new FakeRequest(path, host), out var match));
        return match;
    }
}
