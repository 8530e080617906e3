using CsCheck;
using Pingap.Actors.Configuration;
using Pingap.Actors.Configuration.Syntax;
using Pingap.Actors.Tests.Configuration.Reading;

namespace Pingap.Actors.Tests.Configuration.Syntax;

public sealed class PlainTomlTests
{
    private static readonly string Example = File.ReadAllText(Repository.Path("configs/example.toml"));

    private static readonly string[] Pieces =
    [
        "\"", "'", "[", "]", "{", "}", "=", ",", "\n", "\r\n", "\r", "#", "\\", "\\u00e9", "\\x", ".", " ", "\t", "[[", "]]", "\"\"\"", "'''", "{}", "[]", "1", "-1", "+0x1f", "0o7", "1_000",
        "1__0", "01", "99999999999999999999", "1.5", "1e9", "nan", "-inf", "true", "false", "truex", "2020-01-01", "07:32", "é", "\u0000", "\u007f", "\ufeff", "\ud800", "a", "\"a\"", "'a'", "\"\"",
        "a = 1\n", "b = {a = 1, b = 'x'}\n", "c = [1, 'z', true,]\n", "d = [[1], {a = 2}]\n", "a.b = 1\n", "[a]\n", "[a.b]\n", "[b.c] # c\n", "[ \"a\" . 'd' ]\n", "[basic]\n", "[upstreams.backend_api]\n",
        "e = \"\"\"x\ny\\\n  z\"\"\"\n", "f = [ # one\n 1, # two\n\n 2\n]\n", "g = { a = [1, 2], \"b\" = \"c\" }\n", "h = {a = 1,}\n", "i = { a = 1,\n b = 2 }\n", "\"\" = 1\n", "1 = 2\n", "j = {a.b = 1}\n",
    ];

    private static readonly Gen<string> Piece = Gen.OneOf(Gen.Int[0, Pieces.Length - 1].Select(i => Pieces[i]), Gen.String[0, 4]);

    public static TheoryData<string> Written => [.. Directory.GetFiles(Repository.Path("configs"), "*.toml"), .. Directory.GetFiles(Repository.Path("tests/Pingap.Actors.Tests/Configuration/Reading/readme"), "*.toml")];

    [Fact]
    public void What_it_reads_out_of_an_edited_file_is_what_the_parser_reads() =>
        Gen.Select(Gen.Int[0, Example.Length], Gen.Int[0, 30], Piece).Array[1, 4].Select(edits => edits.Aggregate(Example, Apply)).Sample(IsAsParsed, iter: 4000);

    [Fact]
    public void What_it_reads_out_of_any_text_is_what_the_parser_reads() =>
        Piece.Array[0, 12].Select(string.Concat).Sample(IsAsParsed, iter: 30_000);

    [Theory]
    [MemberData(nameof(Written))]
    public void What_people_are_shown_is_plain_enough(string file) => Assert.NotNull(PlainToml.Read(new ConfigDocument(file, File.ReadAllText(file))));

    [Theory]
    [InlineData("a = 1\na = 2")]
    [InlineData("[a]\n[a]")]
    [InlineData("[a.b]\n[a]\nc = 1")]
    [InlineData("a = {}\n[a.b]")]
    [InlineData("a = 1\n[a.b]")]
    [InlineData("a.b = 1")]
    [InlineData("[[a]]\nb = 1")]
    [InlineData("a = 1.5")]
    [InlineData("a = 2020-01-01")]
    [InlineData("a = [[1]]")]
    [InlineData("\ufeffa = 1")]
    [InlineData("a = \"")]
    public void It_leaves_to_the_parser_what_is_unusual_or_wrong(string text) => Assert.Null(PlainToml.Read(new ConfigDocument("a.toml", text)));

    private static bool IsAsParsed(string text)
    {
        var document = new ConfigDocument("a.toml", text);
        if (PlainToml.Read(document) is not { } plain) return true;
        var problems = new List<ConfigProblem>();
        var parsed = TomlDocument.ParseAny(document, problems);
        return problems.Count == 0 && parsed is not null && Flat(plain).SequenceEqual(Flat(parsed));
    }

    private static IEnumerable<string> Flat(ConfigNode node) => node switch
    {
        ConfigNode.TableNode table => table.Entries.SelectMany(entry => Flat(entry.Value).Prepend($"{entry.KeyPlace} {entry.Name} =")).Prepend($"{node.Place} {{").Append("}"),
        ConfigNode.ArrayNode array => array.Items.SelectMany(Flat).Prepend($"{node.Place} [").Append("]"),
        _ => [node.ToString()],
    };

    private static string Apply(string text, (int At, int Length, string Piece) edit)
    {
        var at = Math.Min(edit.At, text.Length);
        return string.Concat(text.AsSpan(0, at), edit.Piece, text.AsSpan(Math.Min(text.Length, at + edit.Length)));
    }
}
