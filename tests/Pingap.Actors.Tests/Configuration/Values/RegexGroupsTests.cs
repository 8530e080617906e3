using Pingap.Actors.Configuration;
using Pingap.Actors.Configuration.Values;

namespace Pingap.Actors.Tests.Configuration.Values;

public class RegexGroupsTests
{
    [Theory]
    [InlineData("^/users/(?<upstream>.*?)/(.*)$", "upstream -")]
    [InlineData("(?P<a>x)(?:y)(z)", "a -")]
    [InlineData(@"\(([()](x))", "- -")]
    [InlineData("[]()](x)", "-")]
    [InlineData("[^]()](?'q'x)", "q")]
    [InlineData("(?i)x", "")]
    public void Captures_are_numbered_by_their_opening_bracket(string pattern, string inOrder) =>
        Assert.Equal(inOrder, string.Join(' ', RegexGroups.Of(pattern).InOrder.Select(name => name ?? "-")));

    [Theory]
    [InlineData("(a)(b)", 0, "0")]
    [InlineData("(a)(b)", 2, "2")]
    [InlineData("(a)(b)", 3, null)]
    [InlineData("ab", 0, null)]
    public void A_number_without_a_capture_is_none(string pattern, int number, string? capture) =>
        Assert.Equal(capture, RegexGroups.Of(pattern).ByNumber(number));
}
