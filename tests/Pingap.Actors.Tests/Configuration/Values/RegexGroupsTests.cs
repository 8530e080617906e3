using Pingap.Actors.Configuration;
using Pingap.Actors.Configuration.Values;

namespace Pingap.Actors.Tests.Configuration.Values;

public class RegexGroupsTests
{
    [Theory]
    [InlineData("^/users/(?<upstream>.*?)/(.*)$", 1, "upstream")]
    [InlineData("^/users/(?<upstream>.*?)/(.*)$", 2, "1")]
    [InlineData("^/users/(?<upstream>.*?)/(.*)$", 0, "0")]
    [InlineData("^/users/(?<upstream>.*?)/(.*)$", 3, null)]
    [InlineData("(?P<a>x)(?:y)(z)", 2, "1")]
    [InlineData(@"\(([()](x))", 2, "2")]
    [InlineData("[]()](x)", 1, "1")]
    [InlineData("[]()](x)", 2, null)]
    public void Captures_are_numbered_by_their_opening_bracket(string pattern, int number, string? group) =>
        Assert.Equal(group, RegexGroups.Of(pattern).ByNumber(number));

    [Fact]
    public void Numbers_lead_to_the_group_that_Pingap_means()
    {
        const string pattern = "^/users/(?<upstream>.*?)/(.*)$";
        var match = LinearRegex.Parse(pattern).Match("/users/blue/cart");
        Assert.Equal("cart", match.Groups[RegexGroups.Of(pattern).ByNumber(2)!].Value);
    }
}
