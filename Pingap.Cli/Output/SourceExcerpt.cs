using System.Text.RegularExpressions;
using Pingap.Actors.Configuration;

namespace Pingap.Cli.Output;

/// <summary>The line that a problem speaks of, and where in it the trouble begins.</summary>
/// <param name="Line">The line, free of control characters and secrets.</param>
/// <param name="Column">From 1; at most one past the end of the line.</param>
internal sealed partial record SourceExcerpt(string Line, int Column)
{
    private const int Widest = 120;
    private const int Before = 40;

    /// <summary>The line at a place, or <c>null</c> when the document has no such line.</summary>
    public static SourceExcerpt? Of(ConfigDocument document, SourcePlace place)
    {
        var lines = document.Text.Split('\n');
        if (place.Line < 1 || place.Line > lines.Length) return null;
        var line = WithoutSecret(lines[place.Line - 1].TrimEnd().WithoutControls());
        var column = Math.Clamp(place.Column, 1, line.Length + 1);

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

    // A place never lies inside a masked value: problems with a value begin at its first character.
    private static string WithoutSecret(string line) =>
        SecretValue().Match(line) is { Success: true } secret ? line[..secret.Groups["value"].Index] + "***"
        : line.Contains("-----", StringComparison.Ordinal) ? "***"
        : line;

    [GeneratedRegex(@"(key|secret|passw|token|credential|authorization)\w*[""']?\s*[=:]\s*(?<value>\S.*)$", RegexOptions.IgnoreCase)]
    private static partial Regex SecretValue();
}
