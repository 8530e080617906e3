using CsCheck;
using Pingap.Actors.Configuration;

namespace Pingap.Actors.Tests.Configuration.Reading;

public class ConfigReaderPropertyTests
{
    private static readonly string Example = File.ReadAllText(Repository.Path("configs/example.toml"));

    private static readonly string[] Pieces =
    [
        "\"", "'", "[", "]", "{", "}", "=", ",", "\n", "#", "$", "${", "$$", "\\", ":", "-1", "99999999999999999999", "1e999", "nan", "[[", "]]", "\"\"\"", ".", "~", "~(",
        "*.", "=/", "\u0000", "\ud800", "é", "\r", "true", "2020-01-01", "a.b.c.d = 1", "[locations.api]", "plugins = [\"x\"]", "0x", "(?<a>", "{1,100000}", "°", "\ufeff",
    ];

    private static readonly Gen<string> Mutation =
        from edits in Gen.Select(Gen.Int[0, Example.Length], Gen.Int[0, 40], Gen.OneOf(Gen.Int[0, Pieces.Length - 1].Select(i => Pieces[i]), Gen.String[0, 8], Gen.Const(""))).Array[1, 12]
        select edits.Aggregate(Example, Apply);

    [Fact]
    public void No_text_makes_reading_throw_and_only_errors_withhold_the_configuration() => Mutation.Sample(
        text =>
        {
            var reading = ReadingOf.Text(text);
            return reading.Config is null == reading.Problems.Any(problem => problem.Severity is ProblemSeverity.Error);
        },
        iter: 1500);

    [Fact]
    public void Any_text_at_all_can_be_read() => Gen.Int[0, Pieces.Length - 1].Select(i => Pieces[i]).Array[0, 30].Select(pieces => string.Concat(pieces))
        .Sample(text => ReadingOf.Text(text).Config is null, iter: 3000);

    [Fact]
    public void Problems_come_in_the_order_of_the_text() => Mutation.Sample(
        text =>
        {
            var lines = ReadingOf.Text(text).Problems.Select(problem => problem.Place?.Line ?? 0).ToList();
            return lines.SequenceEqual(lines.Order());
        },
        iter: 300);

    private static string Apply(string text, (int At, int Length, string Piece) edit)
    {
        var at = Math.Min(edit.At, text.Length);
        return string.Concat(text.AsSpan(0, at), edit.Piece, text.AsSpan(Math.Min(text.Length, at + edit.Length)));
    }
}
