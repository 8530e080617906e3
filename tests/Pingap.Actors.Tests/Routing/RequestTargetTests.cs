using Pingap.Actors.Routing;

namespace Pingap.Actors.Tests.Routing;

public sealed class RequestTargetTests
{
    [Theory]
    [InlineData("/", RequestTargetForm.Origin, "", "/", "")]
    [InlineData("/a?b=c?d", RequestTargetForm.Origin, "", "/a", "b=c?d")]
    [InlineData("/a?", RequestTargetForm.Origin, "", "/a", "")]
    [InlineData("//host/a", RequestTargetForm.Origin, "", "//host/a", "")]
    [InlineData("http://h:81/a?b", RequestTargetForm.Absolute, "h:81", "/a", "b")]
    [InlineData("HTTPS://h", RequestTargetForm.Absolute, "h", "/", "")]
    [InlineData("http://h?b", RequestTargetForm.Absolute, "h", "/", "b")]
    [InlineData("http://[::1]:81/", RequestTargetForm.Absolute, "[::1]:81", "/", "")]
    [InlineData("*", RequestTargetForm.Asterisk, "", "*", "")]
    public void A_target_is_taken_apart(string raw, RequestTargetForm form, string authority, string path, string query)
    {
        Assert.True(RequestTarget.TryParse(raw, out var target));
        Assert.Equal(
            (form, authority, path, query),
            (target.Form, target.Authority.ToString(), target.Path(), target.Query.ToString()));
    }

    [Theory]
    [InlineData("/a", "")]
    [InlineData("/a?", "?")]
    [InlineData("/a?b=c?d", "?b=c?d")]
    [InlineData("http://h", "")]
    [InlineData("http://h?", "?")]
    [InlineData("http://h/?b", "?b")]
    [InlineData("*", "")]
    public void An_empty_query_is_another_thing_than_none(string raw, string query)
    {
        Assert.True(RequestTarget.TryParse(raw, out var target));
        Assert.Equal(query, target.MarkedQuery.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("?a")]
    [InlineData("host:443")]
    [InlineData("ftp://h/")]
    [InlineData("http:///a")]
    [InlineData("http://user@h/")]
    [InlineData("**")]
    public void Another_shape_is_refused(string raw) => Assert.False(RequestTarget.TryParse(raw, out _));

    [Fact]
    public void The_path_of_an_origin_form_without_query_is_the_target_itself()
    {
        const string Raw = "/a/b";

        Assert.True(RequestTarget.TryParse(Raw, out var target));

        Assert.Same(Raw, target.Path());
    }
}
