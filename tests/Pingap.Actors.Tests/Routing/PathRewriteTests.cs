using CsCheck;
using Pingap.Actors.Configuration;
using Pingap.Actors.Routing;

namespace Pingap.Actors.Tests.Routing;

public sealed class PathRewriteTests
{
    private static readonly Captures Located = new([new("1", "one"), new("user", "ann"), new("up", "..")]);

    [Theory]
    [InlineData("/api", "/", "/api", "/")]
    [InlineData("/api", "/", "/api/", "/")]
    [InlineData("/api", "/", "/api/x", "/x")]
    [InlineData("/api", "/", "/api//x", "/x")]
    [InlineData("/api/", "/", "/api/x", "/x")]
    [InlineData("/api/", "/v2", "/api/x", "/v2/x")]
    [InlineData("/api", "/v2", "/api", "/v2")]
    [InlineData("/api", "/v2", "/api/", "/v2/")]
    [InlineData("/api", "/v2", "/api/x", "/v2/x")]
    [InlineData("/api", "/v2/", "/api/x", "/v2/x")]
    [InlineData("/api", "/v2/", "/api", "/v2/")]
    [InlineData("/", "/v2", "/x/y", "/v2/x/y")]
    [InlineData("", "/v2", "/x", "/v2/x")]
    [InlineData("/%7eann", "/", "/~ann/x", "/x")]
    public void A_prefix_gives_way_with_one_slash_at_the_seam(string prefix, string replacement, string path, string expected) =>
        Assert.Equal(expected, Apply(new RewriteRule.ReplacePrefix(prefix, replacement), path));

    [Fact]
    public void A_numbered_group_is_inserted() =>
        Assert.Equal("/x/y", Apply(Replace("^/api/(.*)$", ALocation.Text("/"), ALocation.Capture("1")), "/api/x/y"));

    [Fact]
    public void A_number_counts_named_groups_too() =>
        Assert.Equal("/rest", Apply(Replace("^/users/(?<upstream>.*?)/(.*)$", ALocation.Text("/"), ALocation.Capture("2")), "/users/blue/rest"));

    [Fact]
    public void Only_the_first_match_is_replaced() => Assert.Equal("/b/a/a", Apply(Replace("a", ALocation.Text("b")), "/a/a/a"));

    [Fact]
    public void Captures_of_the_location_are_inserted() =>
        Assert.Equal("/ann/x", Apply(Replace("^/", ALocation.Text("/"), ALocation.Capture("user"), ALocation.Text("/")), "/x"));

    [Fact]
    public void The_rules_own_groups_come_before_those_of_the_location() =>
        Assert.Equal("/x", Apply(Replace("^/(.)/.*", ALocation.Text("/"), ALocation.Capture("1")), "/x/y"));

    [Fact]
    public void A_path_without_a_match_is_returned_as_it_is()
    {
        const string Path = "/a|b";

        Assert.Same(Path, Apply(Replace("^/api", ALocation.Text("/v2")), Path));
    }

    [Fact]
    public void The_whole_path_gives_way() => Assert.Equal(
        "/u/ann/one",
        Apply(new RewriteRule.ReplacePath(ALocation.Template(
            ALocation.Text("/u/"), ALocation.Capture("user"), ALocation.Text("/"), ALocation.Capture("1"))), "/x"));

    [Fact]
    public void Other_variables_come_from_the_request() => Assert.Equal(
        "/RequestMethod",
        Apply(new RewriteRule.ReplacePath(ALocation.Template(ALocation.Text("/"), new(VariableKind.RequestMethod, ""))), "/x"));

    [Fact]
    public void Names_in_the_rule_become_available_and_its_numbers_do_not()
    {
        var rule = Replace("^/users/(?<upstream>.*?)/(.*)$", ALocation.Text("/"), ALocation.Capture("2"));

        Assert.True(new PathRewrite(rule).TryApply("/users/blue/x", Located, new KindNames(), out _, out var extended));
        Assert.Equal(("blue", "ann", "one"), (extended?["upstream"], extended?["user"], extended?["1"]));
    }

    [Theory]
    [InlineData("v2")]
    [InlineData("")]
    [InlineData("/a b")]
    [InlineData("/a\r\nX: y")]
    [InlineData("/é")]
    [InlineData("/a?b")]
    [InlineData("/a#b")]
    [InlineData("/a%4")]
    [InlineData("/a%00")]
    [InlineData("/a|b")]
    [InlineData("/a/../b")]
    [InlineData("/a/%2e%2E/b")]
    public void A_result_that_is_no_path_is_refused(string result)
    {
        var rule = new RewriteRule.ReplacePath(ValueTemplate.Literal(result));

        Assert.False(new PathRewrite(rule).TryApply("/x", null, new KindNames(), out var rewritten, out _));
        Assert.Equal("", rewritten);
    }

    [Fact]
    public void A_capture_cannot_climb()
    {
        var rule = new RewriteRule.ReplacePath(ALocation.Template(ALocation.Text("/files/"), ALocation.Capture("up")));

        Assert.False(new PathRewrite(rule).TryApply("/x", Located, new KindNames(), out _, out _));
    }

    [Fact]
    public void Odd_characters_that_the_client_sent_pass() =>
        Assert.Equal("/a|[b]", Apply(new RewriteRule.ReplacePrefix("/api", "/"), "/api/a|[b]"));

    [Fact]
    public void A_path_that_has_not_the_prefix_is_refused() => Assert.False(
        new PathRewrite(new RewriteRule.ReplacePrefix("/api", "/")).TryApply("/other", null, new KindNames(), out _, out _));

    [Fact]
    public void The_result_of_a_rewrite_is_a_normal_path() => Gen.Select(
        Gen.OneOf("/", "a", "..", ".", "%2E", "%", "%2F", "[", "?").List[0, 6],
        Gen.OneOf("/", "/v2", "/v2/", "/v2/.")).Sample((pieces, replacement) =>
    {
        if (RequestPath.TryNormalise("/api/" + string.Concat(pieces), out var path) is not PathStatus.Ok) return;
        var rewrite = new PathRewrite(new RewriteRule.ReplacePrefix("/", replacement));
        if (!rewrite.TryApply(path, null, new KindNames(), out var rewritten, out _)) return;
        RequestPath.TryNormalise(rewritten, out var normal);
        Assert.Same(rewritten, normal);
    });

    private static RewriteRule.ReplaceMatch Replace(string pattern, params TemplatePart[] parts) => new(pattern, ALocation.Template(parts));

    private static string Apply(RewriteRule rule, string path)
    {
        Assert.True(new PathRewrite(rule).TryApply(path, Located, new KindNames(), out var rewritten, out _));
        return rewritten;
    }

    /// <summary>Gives every variable the name of its kind.</summary>
    private sealed class KindNames : IVariableSource
    {
        public string? Value(VariableKind variable, string name) => variable.ToString();
    }
}
