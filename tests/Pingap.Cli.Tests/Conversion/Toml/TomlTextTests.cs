using Pingap.Cli.Conversion.Toml;

namespace Pingap.Cli.Tests.Conversion.Toml;

public sealed class TomlTextTests
{
    private readonly TomlText _toml = new();

    [Theory]
    [InlineData("plain", "k = \"plain\"")]
    [InlineData(@"\.php$", @"k = '\.php$'")]
    [InlineData("say \"hi\"", "k = 'say \"hi\"'")]
    [InlineData("it's \\ \"x\"", "k = \"it's \\\\ \\\"x\\\"\"")]
    [InlineData("a\nb", "k = \"a\\u000Ab\"")]
    [InlineData("\u007f", "k = \"\\u007F\"")]
    public void A_string_stands_in_the_quotes_that_suit_it(string value, string line)
    {
        _toml.Text("k", value);

        Assert.Equal(line + "\n", _toml.ToString());
    }

    [Fact]
    public void A_long_list_has_a_line_for_each_item()
    {
        _toml.Texts("k", [new string('a', 100), "b", "c", new string('d', 20)]);

        Assert.Equal(6, _toml.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public void Keys_are_quoted_where_they_must_be()
    {
        _toml.Table("a", "b.c");
        _toml.Text("X-Y", "z");
        _toml.Text("x y", "z");

        Assert.Equal("[a.\"b.c\"]\nX-Y = \"z\"\n\"x y\" = \"z\"\n", _toml.ToString());
    }

    [Fact]
    public void A_comment_is_one_line_whatever_it_says()
    {
        _toml.Comment("a\n[evil]");

        Assert.Equal("# a [evil]\n", _toml.ToString());
    }

    [Theory]
    [InlineData("a${B}", "a$${B}")]
    [InlineData("$ENV:X", "$$ENV:X")]
    [InlineData(@"\.php$", @"\.php$")]
    public void What_looks_like_a_variable_of_the_environment_is_kept_from_being_one(string text, string kept) => Assert.Equal(kept, PlainText.Of(text));
}
