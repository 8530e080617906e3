using Pingap.Actors.Configuration;
using Pingap.Cli.Output;

namespace Pingap.Cli.Tests.Output;

public sealed class SourceExcerptTests
{
    [Fact]
    public void A_tab_is_as_wide_as_its_caret() =>
        Assert.Equal(("    3 |  x = 1", "      |  ^"), Render("\n\n\tx = 1\r\n", 3, 2));

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void There_is_none_beyond_the_text(int line) =>
        Assert.Null(SourceExcerpt.Of(new ConfigDocument("a.toml", "a = 1\nb = 2"), new SourcePlace("a.toml", line, 1)));

    [Theory]
    [InlineData("webhook = 'https://hooks.test/c2VjcmV0'", "webhook = ***")]
    [InlineData("sentry = \"https://c2VjcmV0@s.test/1\"", "sentry = ***")]
    [InlineData("basic.webhook = 'https://hooks.test/c2VjcmV0'", "basic.webhook = ***")]
    [InlineData("name = 'open'", "name = 'open'")]
    public void The_value_of_a_secret_key_is_hidden(string line, string shown) =>
        Assert.Equal($"    1 | {shown}", Render(line, 1, 1).Item1);

    [Fact]
    public void A_column_past_the_end_points_right_behind_the_line() =>
        Assert.Equal(("    1 | a =", "      |    ^"), Render("a =", 1, 40));

    [Fact]
    public void A_long_line_is_cut_to_what_stands_around_the_column()
    {
        var (line, caret) = Render($"addrs = [{string.Join(", ", Enumerable.Range(1, 500).Select(i => $"'h:{i}'"))}]", 1, 3000);

        Assert.True(line.Length < 140);
        Assert.True(caret.Length <= line.Length);
    }

    [Theory]
    [InlineData("tls_key = \"hunter2\"", "tls_key = ***")]
    [InlineData("\"password\" = 'hunter2'", "\"password\" = ***")]
    [InlineData("x = { api_token = \"hunter2\" }", "x = { api_token = ***")]
    [InlineData("proxy_set_headers = [\"Authorization: hunter2\"]", "proxy_set_headers = [\"Authorization: ***")]
    [InlineData("-----BEGIN PRIVATE KEY-----", "***")]
    public void Secrets_are_not_shown(string line, string shown) => Assert.Equal($"    1 | {shown}", Render(line, 1, 1).Line);

    [Theory]
    [InlineData("keys = [\n  \"hunter2\" \"oops\"\n]", 2)]
    [InlineData("keys = [\n  'hunter2', oops\n]", 2)]
    [InlineData("keys = [ # [\n  hunter2\n]", 2)]
    [InlineData("tls_key = \"\"\"\nhunter2\n\"\"\"", 2)]
    [InlineData("tls_key = '''\na\nhunter2''' oops", 3)]
    [InlineData("unknown = \"\"\"a\nhunter2", 2)]
    [InlineData("proxy_set_headers = [\n  \"Cookie: hunter2\" 1", 2)]
    [InlineData("proxy_set_headers = [\"Cookie: hunter2\" 1]", 1)]
    [InlineData("proxy_set_headers = { Cookie = \"hunter2\", x = 1 }", 1)]
    [InlineData("proxy_set_headers.Cookie = \"hunter2\" 1", 1)]
    [InlineData("[locations.l.proxy_set_headers]\nCookie = \"sid:hunter2\" 1", 2)]
    [InlineData("[storages.a]\nvalue = \"\"\"\nproxy_set_headers = [\n  'Cookie: hunter2' 1", 4)]
    [InlineData("[storages.a]\nvalue = \"proxy_set_headers = ['Cookie: hunter2']\"", 2)]
    [InlineData("addrs = [\n  \"http://user:hunter2@x\" 1", 2)]
    public void No_line_shows_a_secret_that_began_before_it(string text, int line) =>
        Assert.DoesNotContain("hunter2", Render(text, line, 5).Line, StringComparison.Ordinal);

    [Theory]
    [InlineData("addrs = [\n  \"a:1\" \"b:2\"\n]", 2, "  \"a:1\" \"b:2\"")]
    [InlineData("keys = [\n  \"a\"\n]\naddr = \":0\" 1", 4, "addr = \":0\" 1")]
    [InlineData("[storages.a]\nvalue = \"\"\"\naddrs = [1]\n\"\"\"", 3, "addrs = [1]")]
    [InlineData("headers_set = [\n  \"X-A: b\" 1\n]", 2, "  \"X-A: ***\" 1")]
    public void What_is_no_secret_is_shown(string text, int line, string shown) => Assert.Equal($"    {line} | {shown}", Render(text, line, 1).Line);

    [Fact]
    public void The_caret_moves_with_what_was_hidden_before_it() => Assert.Equal(
        ("    1 | addrs = [\"http://***@x\" 1]", "      |                         ^"), Render("addrs = [\"http://user:hunter2@x\" 1]", 1, 34));

    [Fact]
    public void Control_characters_are_not_sent_to_the_terminal() => Assert.DoesNotContain('\e', Render("a = \"\e[2J\"", 1, 1).Line);

    private static (string Line, string Caret) Render(string text, int line, int column)
    {
        var excerpt = SourceExcerpt.Of(new ConfigDocument("a.toml", text), new SourcePlace("a.toml", line, column));
        var lines = excerpt!.Render(line, colours: false).ReplaceLineEndings("\n").Split('\n');
        return (lines[0], lines[1]);
    }
}
