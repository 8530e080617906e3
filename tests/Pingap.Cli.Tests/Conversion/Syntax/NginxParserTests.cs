using CsCheck;
using Pingap.Cli.Conversion.Syntax;

namespace Pingap.Cli.Tests.Conversion.Syntax;

public sealed class NginxParserTests
{
    [Theory]
    [InlineData("a;", "a")]
    [InlineData("a b  c\t;", "a|b|c")]
    [InlineData("a \"b c\" 'd e';", "a|b c|d e")]
    [InlineData("a \"\";", "a|")]
    [InlineData("a \"it's; {fine}\";", "a|it's; {fine}")]
    [InlineData("a 'say \\'hi\\'';", "a|say 'hi'")]
    [InlineData(@"a ""\\d\t"";", "a|\\d\t")]
    [InlineData(@"a ^/x\.php$;", @"a|^/x\.php$")]
    [InlineData(@"a b\;c\ d;", @"a|b\;c\ d")]
    [InlineData("a b#c; # a comment; {", "a|b#c")]
    [InlineData("# first\na # end\n b;", "a|b")]
    [InlineData("a ${x}y;", "a|${x}y")]
    [InlineData("a x${y};", "a|x${y}")]
    [InlineData("a b}c;", "a|b}c")]
    [InlineData("a b\"c\";", "a|b\"c\"")]
    [InlineData("\uFEFFa b;", "a|b")]
    [InlineData("if ($x = \"y\") ;", "if|($x|=|y|)")]
    public void A_directive_is_its_words(string text, string words)
    {
        var directive = Assert.Single(Parse(text));

        Assert.Equal(words.Split('|'), directive.Args.Prepend(directive.Name));
        Assert.Null(directive.Block);
    }

    [Fact]
    public void Blocks_hold_directives_and_places_are_where_names_begin()
    {
        var http = Assert.Single(Parse("http {\r\n  server { listen 80; }\n}"));
        var server = Assert.Single(http.Children);
        var listen = Assert.Single(server.Children);

        Assert.Equal(("n:1:1", "n:2:3", "n:2:12"), (http.Place.ToString(), server.Place.ToString(), listen.Place.ToString()));
    }

    [Theory]
    [InlineData("a", "n:1:1: error: directive \"a\" is not ended by \";\"")]
    [InlineData("a {", "n:1:3: error: the \"{\" opened here is never closed")]
    [InlineData("a { b }", "n:1:5: error: directive \"b\" is not ended by \";\"")]
    [InlineData("a;\n}", "n:2:1: error: unexpected \"}\"; there is no block to close")]
    [InlineData(";", "n:1:1: error: unexpected \";\"; a directive begins with its name")]
    [InlineData("a { {", "n:1:5: error: unexpected \"{\"; a directive begins with its name")]
    [InlineData("a 'b;\n", "n:1:3: error: the ' opened here is never closed")]
    [InlineData("a 'b'c;", "n:1:6: error: unexpected 'c' after a closing quote; put a blank or ; between")]
    public void What_is_no_configuration_is_refused_with_its_place(string text, string expected)
    {
        Assert.False(NginxParser.TryParse("n", text, out _, out var error));
        Assert.Equal(expected, error.ToString());
    }

    [Fact]
    public void Blocks_without_end_are_refused_with_their_place()
    {
        var text = "http{server{listen 80;" + string.Concat(Enumerable.Repeat("\nlocation / {", 10_000)) + new string('}', 10_002);

        Assert.False(NginxReader.TryRead("n", text, "", out _, out var error));
        Assert.Equal("n:100:12: error: blocks are nested more than 100 deep", error);
    }

    [Theory]
    [InlineData("if a then b = {} end")]
    [InlineData("b = \"}\" .. '}' .. \"\\\"}\"")]
    [InlineData("-- it's } here\n")]
    [InlineData("--[[ } ' ]] b = [==[ }]] ]==]")]
    [InlineData("t[a[1]] = {{}, {}}")]
    public void A_block_of_Lua_is_one_directive_whatever_is_in_it(string lua)
    {
        var directives = Parse($"content_by_lua_block {{ {lua} }} after;");

        Assert.Equal(["content_by_lua_block", "after"], directives.Select(directive => directive.Name));
        Assert.Empty(directives[0].Children);
    }

    [Theory]
    [InlineData("a_by_lua_block { { }")]
    [InlineData("a_by_lua_block { '}")]
    [InlineData("a_by_lua_block { [[ }")]
    public void A_block_of_Lua_without_end_is_refused(string text)
    {
        Assert.False(NginxParser.TryParse("n", text, out _, out var error));
        Assert.Equal("n:1:16: error: the \"{\" opened here is never closed", error.ToString());
    }

    [Fact]
    public void A_hundred_blocks_in_each_other_are_read() => Assert.Single(Parse(string.Concat(Enumerable.Repeat("a {", 100)) + new string('}', 100)));

    [Fact]
    public void More_directives_than_a_configuration_has_are_refused()
    {
        Assert.False(NginxParser.TryParse("n", string.Concat(Enumerable.Repeat("a;", NginxParser.MostDirectives + 1)), out _, out var error));
        Assert.Contains("directives", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Whatever_the_text_parsing_ends() => Gen.String[Gen.OneOf(Gen.Char["ab;{}#'\"\\$ \n"], Gen.Char), 0, 60]
        .Sample(text => NginxParser.TryParse("n", text, out var directives, out var error) ? directives is not null : error is not null, iter: 3000, threads: 1);

    private static IReadOnlyList<NginxDirective> Parse(string text)
    {
        Assert.True(NginxParser.TryParse("n", text, out var directives, out var error), error?.ToString());
        return directives;
    }
}
