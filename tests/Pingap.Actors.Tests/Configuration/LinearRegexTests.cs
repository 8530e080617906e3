using Pingap.Actors.Configuration;

namespace Pingap.Actors.Tests.Configuration;

public sealed class LinearRegexTests
{
    [Theory]
    [InlineData("^/api/v[0-9]+/", "/api/v1/", true)]
    [InlineData("^/api/v[0-9]+/", "/api/vx/", false)]
    [InlineData("b", "abc", true)]
    [InlineData("(?i)ABC", "abc", true)]
    [InlineData("ABC", "abc", false)]
    public void An_expression_finds_what_it_means(string pattern, string text, bool finds)
    {
        Assert.True(LinearRegex.TryParse(pattern, out var regex, out _));
        Assert.Equal(finds, regex.IsMatch(text));
    }

    [Theory]
    [InlineData("(?P<name>b)", "abc", "name", "b")]
    [InlineData("(?<name>b)", "abc", "name", "b")]
    [InlineData("a(?P<x>b)(?P<name>c)", "abc", "name", "c")]
    [InlineData(@"\((?P<name>.)", "(x", "name", "x")]
    [InlineData(@"[(?P<](?P<name>.)", "Px", "name", "x")]
    [InlineData(@"[](?P<](?P<name>.)", "Px", "name", "x")]
    [InlineData(@"[^](?P<](?P<name>.)", "ax", "name", "x")]
    [InlineData(@"\[(?P<name>.)", "[x", "name", "x")]
    public void Both_ways_to_name_a_group_are_understood(string pattern, string text, string name, string found) =>
        Assert.Equal(found, LinearRegex.Parse(pattern).Match(text).Groups[name].Value);

    [Theory]
    [InlineData(@"[](?P<x]", "P")]
    [InlineData(@"[(?P<x]", "P")]
    [InlineData(@"\(?P<x", "P<x")]
    public void What_only_looks_like_a_named_group_is_left_alone(string pattern, string text) =>
        Assert.Matches(LinearRegex.Parse(pattern), text);

    [Theory]
    [InlineData("(a", "character 2: Not enough )'s")]
    [InlineData("a**", "character 3: Nested quantifier '*'")]
    [InlineData("[a", "character 2: Unterminated [] set")]
    public void A_mistake_is_told_with_its_place(string pattern, string expected)
    {
        Assert.False(LinearRegex.TryParse(pattern, out var regex, out var error));
        Assert.Null(regex);
        Assert.Equal(expected, error);
    }

    [Theory]
    [InlineData("(?=a)")]
    [InlineData("(?<!a)b")]
    [InlineData(@"(a)\1")]
    [InlineData("(?>a)")]
    public void What_cannot_be_matched_in_linear_time_is_refused(string pattern)
    {
        Assert.False(LinearRegex.TryParse(pattern, out _, out var error));
        Assert.Contains("not supported", error, StringComparison.Ordinal);
    }

    [Fact]
    public void An_expression_that_stalls_others_is_answered()
    {
        var regex = LinearRegex.Parse("^(a+)+$");

        Assert.DoesNotMatch(regex, new string('a', 20_000) + "!");
    }

    [Theory]
    [InlineData(8192, true)]
    [InlineData(8193, false)]
    public void An_expression_has_a_greatest_length(int length, bool parses)
    {
        Assert.Equal(parses, LinearRegex.TryParse(new string('a', length), out _, out var error));
        Assert.Equal(parses ? null : "longer than 8192 characters", error);
    }
}
