using System.Text.RegularExpressions;
using CsCheck;
using Pingap.Cli.Conversion.Matching;

namespace Pingap.Cli.Tests.Conversion.Matching;

public sealed class RegexBelowTests
{
    private static readonly Gen<string> Patterns = Gen.Select(
        Gen.OneOf("", "(?i)"),
        Gen.OneOf("", "^", "^/a.*", "^/"),
        Gen.OneOf(@"\.p$", @"\.(p|q)$", "/x", "/a/b", "b+", "(a|b)$", "^$", "/", "a", "/ab?", ".*", "[ab]/", "p|q", "/$", "b(x)?", @"/\.h"),
        (flag, begin, end) => flag + begin + end.TrimStart(begin.Length > 0 ? '^' : '\0'));

    private static readonly Gen<string> Prefixes = Gen.OneOf("/", "/a", "/a/", "/a/b", "/ab/", "/x/", "/A/");

    private static readonly Gen<string> Paths = Gen.String[Gen.Char["/abxpqh.AX"], 0, 8].Select(text => "/" + text);

    [Fact]
    public void What_can_be_written_is_both_prefix_and_expression() => Gen.Select(Patterns, Prefixes, Paths.Array[30]).Sample(
        (pattern, prefix, paths) =>
        {
            if (!RegexBelow.TryLimit(pattern, prefix, out var limited)) return;
            foreach (var path in paths.SelectMany(path => new[] { path, prefix + path[1..] }))
            {
                var both = path.StartsWith(prefix, StringComparison.Ordinal) && Regex.IsMatch(path, pattern);
                Assert.True(both == (limited is not null && Regex.IsMatch(path, limited)), $"{pattern} below {prefix} is {limited}: {path}");
            }
        },
        iter: 4000,
        threads: 1);

    [Theory]
    [InlineData(@"\.php$", "/static/", @"^/static/.*?\.php$")]
    [InlineData(@"(?i)\.(png|gif)$", "/img/", @"^/img/(?i:.*?\.(png|gif)$)")]
    [InlineData(@"/\.ht", "/a/", @"^/a/(?:\.ht|.*?/\.ht)")]
    [InlineData("^/a/b/(.*)$", "/a/", "^/a/b/(.*)$")]
    [InlineData("^/other", "/a/", null)]
    [InlineData("^/$", "/a/", null)]
    public void Usual_expressions_can_be_limited(string pattern, string prefix, string? expected)
    {
        Assert.True(RegexBelow.TryLimit(pattern, prefix, out var limited));
        Assert.Equal(expected, limited);
    }

    [Theory]
    [InlineData("^/(a|b)/", "/a/")]
    [InlineData("x|y", "/a/")]
    [InlineData("[^/]+$", "/a/")]
    public void Others_are_left_to_a_person(string pattern, string prefix) => Assert.False(RegexBelow.TryLimit(pattern, prefix, out _));
}
