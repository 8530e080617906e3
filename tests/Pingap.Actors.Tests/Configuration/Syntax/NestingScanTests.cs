using Pingap.Actors.Configuration.Syntax;

namespace Pingap.Actors.Tests.Configuration.Syntax;

public class NestingScanTests
{
    private static readonly string Deep = new('[', NestingScan.Deepest + 1);

    [Theory]
    [InlineData("")]
    [InlineData("\n\n  ")]
    [InlineData("x = 'y' # z [\ny = \"[\" # [\n")]
    [InlineData("x = \"\"\"\n[[[\\\"\"\"\"\"\"\n")]
    [InlineData("x = '''[''\n'''''\n")]
    [InlineData("x = \"not closed [[\n")]
    [InlineData("x = '\\'\n")]
    [InlineData("]]]}}}")]
    public void The_first_bracket_that_is_too_deep_is_found_behind_anything(string before)
    {
        var found = NestingScan.FindTooDeep(before + Deep)!.Value;
        Assert.Equal(before.Length + NestingScan.Deepest, found.Offset);
        Assert.Equal(before.Count(c => c == '\n'), found.Line);
        Assert.Equal(found.Offset - (before.LastIndexOf('\n') + 1), found.Column);
    }

    [Theory]
    [InlineData("# {0}")]
    [InlineData("x = \"{0}\"")]
    [InlineData("x = \"\\\"{0}\"")]
    [InlineData("x = '{0}'")]
    [InlineData("x = '''\n{0}'''")]
    [InlineData("x = \"\"\"\n{0}\\\"\"\"\"")]
    [InlineData("x = \"\"\"\n{0}")]
    public void Brackets_in_texts_and_comments_do_not_count(string around) =>
        Assert.Null(NestingScan.FindTooDeep(around.Replace("{0}", Deep, StringComparison.Ordinal)));

    [Fact]
    public void Values_side_by_side_do_not_count() => Assert.Null(NestingScan.FindTooDeep("x = [" + string.Concat(Enumerable.Repeat("{},[],", 1000)) + "]"));
}
