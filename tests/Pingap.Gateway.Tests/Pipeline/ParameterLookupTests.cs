using Microsoft.Extensions.Primitives;
using Pingap.Gateway.Pipeline;

namespace Pingap.Gateway.Tests.Pipeline;

public sealed class ParameterLookupTests
{
    [Theory]
    [InlineData("a=1&b=2", "b", "2")]
    [InlineData("a=1&a=2", "a", "1")]
    [InlineData("a=%20+x", "a", "%20+x")]
    [InlineData("a=1=2", "a", "1=2")]
    [InlineData("flag&a=1", "flag", "")]
    [InlineData("aa=1", "a", null)]
    [InlineData("A=1", "a", null)]
    [InlineData("", "a", null)]
    public void A_query_parameter_is_found_as_received(string query, string name, string? value) =>
        Assert.Equal(value, ParameterLookup.InQuery(query, name));

    [Theory]
    [InlineData("a=1; b=2", "b", "2")]
    [InlineData("a=1;b=2", "b", "2")]
    [InlineData("a=\"quoted\"", "a", "quoted")]
    [InlineData("a=x=y", "a", "x=y")]
    [InlineData("ba=1", "a", null)]
    [InlineData("a", "a", null)]
    public void A_cookie_is_found(string cookies, string name, string? value) =>
        Assert.Equal(value, ParameterLookup.InCookies(cookies, name));

    [Fact]
    public void Cookies_may_stand_in_several_fields() =>
        Assert.Equal("2", ParameterLookup.InCookies(new StringValues(["a=1", "b=2"]), "b"));
}
