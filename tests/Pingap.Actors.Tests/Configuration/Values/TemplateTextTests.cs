using Pingap.Actors.Configuration;
using Pingap.Actors.Configuration.Values;

namespace Pingap.Actors.Tests.Configuration.Values;

public class TemplateTextTests
{
    [Theory]
    [InlineData("plain", "'plain'")]
    [InlineData("", "''")]
    [InlineData("$host", "Host")]
    [InlineData("https://$host/x", "'https://' Host '/x'")]
    [InlineData("${host}name", "Host 'name'")]
    [InlineData("$hostname", "Hostname")]
    [InlineData("$http_user_agent", "Header:user-agent")]
    [InlineData("$user!", "Capture:user '!'")]
    [InlineData("a$1b", "'a' Capture:1 'b'")]
    [InlineData("$2", "Capture:2")]
    [InlineData("${2}x", "Capture:2 'x'")]
    [InlineData("$STAGE", "'blue'")]
    [InlineData("a${STAGE}b", "'ablueb'")]
    [InlineData("$ENV:STAGE", "'blue'")]
    [InlineData("$$host costs 5$", "'$host costs 5$'")]
    [InlineData("$-", "'$-'")]
    public void Variables_stand_anywhere_in_a_value(string text, string parts)
    {
        var reader = Reader(namesMayBeShown: true);
        var template = reader.Parse(text);
        Assert.Equal(parts, string.Join(' ', template.Parts.Select(Show)));
        Assert.Empty(reader.Wrong);
    }

    [Theory]
    [InlineData("$remote_adr", "unknown variable $remote_adr; did you mean $remote_addr?")]
    [InlineData("$usr", "unknown variable $usr; did you mean $user?")]
    [InlineData("$nothing_like_it", "unknown variable $nothing_like_it; use a variable such as $host, a capture of the location's expressions, or $$ for a dollar")]
    [InlineData("$3", "there is no capture 3; the expression has 2")]
    [InlineData("${x", "${ without a name and }; write ${name}, or $${ for the text itself")]
    [InlineData("$ENV:NOT_SET", "the environment has no variable NOT_SET; set it, or write the value itself")]
    public void What_cannot_be_known_is_said(string text, string message)
    {
        var reader = Reader(namesMayBeShown: true);
        reader.Parse(text);
        Assert.Equal([message], reader.Wrong);
    }

    [Fact]
    public void A_piece_of_a_secret_is_not_repeated()
    {
        var reader = Reader(namesMayBeShown: false);
        reader.Parse("Basic pa$sword");
        Assert.DoesNotContain("sword", Assert.Single(reader.Wrong), StringComparison.Ordinal);
    }

    private static TemplateText Reader(bool namesMayBeShown) =>
        new(RegexGroups.Of("^/(?<user>[^/]+)/(.*)$"), name => name is "STAGE" ? "blue" : null, namesMayBeShown);

    private static string Show(TemplatePart part) => part.Variable is { } variable ? part.Text.Length > 0 ? $"{variable}:{part.Text}" : $"{variable}" : $"'{part.Text}'";
}
