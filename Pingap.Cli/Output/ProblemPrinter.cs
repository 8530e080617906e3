using Pingap.Actors.Configuration;

namespace Pingap.Cli.Output;

/// <summary>Prints problems, one a line as compilers do; for a person at a terminal with the line in question below.</summary>
/// <param name="writer">Where to.</param>
/// <param name="showsSource">Whether the line in question follows.</param>
/// <param name="colours">Whether severities are coloured.</param>
internal sealed class ProblemPrinter(TextWriter writer, bool showsSource, bool colours)
{
    /// <summary>A printer to the terminal's output.</summary>
    public static ProblemPrinter ToOut(Terminal terminal) =>
        new(terminal.Out, terminal.OutIsTerminal, terminal.OutIsTerminal && terminal.AllowsColours);

    /// <summary>A printer to the terminal's error output.</summary>
    public static ProblemPrinter ToError(Terminal terminal) =>
        new(terminal.Error, terminal.ErrorIsTerminal, terminal.ErrorIsTerminal && terminal.AllowsColours);

    /// <summary>Prints all of them in the order given.</summary>
    /// <param name="problems">What to print.</param>
    /// <param name="documents">The texts they speak of; one that is missing is not shown.</param>
    public void Print(IEnumerable<ConfigProblem> problems, IReadOnlyList<ConfigDocument> documents)
    {
        foreach (var problem in problems) Print(problem, documents);
    }

    private void Print(ConfigProblem problem, IReadOnlyList<ConfigDocument> documents)
    {
        writer.WriteLine(Line(problem));
        if (!showsSource || problem.Place is not { } place) return;
        if (documents.FirstOrDefault(document => document.File == place.File) is not { } document) return;
        if (SourceExcerpt.Of(document, place) is { } excerpt) writer.WriteLine(excerpt.Render(place.Line, colours));
    }

    private string Line(ConfigProblem problem)
    {
        var line = problem.ToString().WithoutControls();
        if (!colours) return line;
        var (word, colour) = problem.Severity is ProblemSeverity.Error ? ("error:", Ansi.Red) : ("warning:", Ansi.Yellow);
        var at = line.IndexOf(word, problem.Place?.ToString().Length ?? 0, StringComparison.Ordinal);
        return line[..at] + word.Paint(colour, true) + line[(at + word.Length)..];
    }
}
