using Pingap.Actors.Configuration;

namespace Pingap.Cli.Output;

/// <summary>The line that a problem speaks of, and where in it the trouble begins.</summary>
/// <param name="Line">The line, free of control characters and secrets.</param>
/// <param name="Column">From 1; at most one past the end of the line.</param>
internal sealed record SourceExcerpt(string Line, int Column)
{
    private const int Widest = 120;
    private const int Before = 40;

    /// <summary>The line at a place, or <c>null</c> when the document has no such line.</summary>
    public static SourceExcerpt? Of(ConfigDocument document, SourcePlace place)
    {
        if (LineOf(document.Text, place.Line) is not { } text) return null;
        var (line, moved) = SecretMask.Hide(text.TrimEnd().WithoutControls(), place.Column, LineContext.Of(document.Text, place.Line));
        var column = Math.Clamp(moved, 1, line.Length + 1);

        // A long line, such as a list of a hundred addresses, is cut to what stands around the place.
        var start = line.Length > Widest ? Math.Max(0, Math.Min(column - 1 - Before, line.Length - Widest)) : 0;
        return new SourceExcerpt(line.Substring(start, Math.Min(Widest, line.Length - start)), column - start);
    }

    /// <summary>Two lines: the text with its number, and a caret below the column.</summary>
    public string Render(int number, bool colours)
    {
        var margin = $"{number,5} | ";
        var caret = new string(' ', margin.Length - 2) + "| " + new string(' ', Column - 1);
        return $"{margin.Paint(Ansi.Dim, colours)}{Line}{Environment.NewLine}{caret}{"^".Paint(Ansi.Green, colours)}";
    }

    private static string? LineOf(string text, int number)
    {
        if (number < 1) return null;
        var start = 0;
        for (; number > 1; number--)
        {
            start = text.IndexOf('\n', start) + 1;
            if (start == 0) return null;
        }

        var end = text.IndexOf('\n', start);
        return end < 0 ? text[start..] : text[start..end];
    }
}
