using Pingap.Actors.Configuration;

namespace Pingap.Actors.Tests.Configuration.Reading;

public class RewriteReaderTests
{
    [Theory]
    [InlineData("/api", "/", "prefix /api -> /")]
    [InlineData("/api", "/v2", "prefix /api -> /v2")]
    [InlineData("/api", "${BASE}", "prefix /api -> /base")]
    [InlineData("/api", "^/api/(.*)$ /$1", "match ^/api/(.*)$ -> / Capture:1")]
    [InlineData("/api", "^/api", "match ^/api -> ")]
    [InlineData("/api", "^/api$", "match ^/api$ -> ")]
    [InlineData("/api", "/x$uri", "path /x Uri:")]
    [InlineData("=/api", "^/a", "match ^/a -> ")]
    [InlineData("~^/u/(?<id>[0-9]+)/(.*)", "/$id/$2", "path / Capture:id / Capture:2")]
    [InlineData("~^/u/(?<id>[0-9]+)", "^/u/[0-9]+(/.*) /${id}x$1", "match ^/u/[0-9]+(/.*) -> / Capture:id x Capture:1")]
    [InlineData("", "^/users/(?<upstream>.*?)/(.*)$ /$2", "match ^/users/(?<upstream>.*?)/(.*)$ -> / Capture:2")]
    public void Both_forms_are_told_apart(string path, string rewrite, string rule)
    {
        var location = ReadingOf.ValidLocation($"path = '{path}'\nrewrite = '{rewrite}'", ReadingOf.World(new() { ["BASE"] = "/base" }));
        Assert.Equal(rule, Show(location.Rewrite!));
    }

    [Fact]
    public void An_empty_rewrite_changes_nothing() => Assert.Null(ReadingOf.ValidLocation("path = \"/a\"\nrewrite = \" \"").Rewrite);

    [Fact]
    public void An_upstream_may_be_captured_by_the_rewrite()
    {
        var config = ReadingOf.Valid(ReadingOf.Location("[locations.a]\nupstream = '$up'\nrewrite = '^/users/(?<up>.*?)/(.*)$ /$2'"));
        Assert.Equal("up", config.Locations[new("a")].Upstream.Capture);
    }

    private static string Show(RewriteRule rule) => rule switch
    {
        RewriteRule.ReplacePrefix prefix => $"prefix {prefix.Prefix} -> {prefix.Replacement}",
        RewriteRule.ReplaceMatch match => $"match {match.Pattern} -> {Show(match.Replacement)}",
        RewriteRule.ReplacePath path => $"path {Show(path.Replacement)}",
        _ => "",
    };

    private static string Show(ValueTemplate template) =>
        string.Join(' ', template.Parts.Select(part => part.Variable is { } variable ? $"{variable}:{part.Text}" : part.Text));
}
