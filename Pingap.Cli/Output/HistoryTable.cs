using System.Globalization;
using System.Text;
using Pingap.Gateway.Admin.Contract;

namespace Pingap.Cli.Output;

/// <summary>The versions of a configuration as a table, the running one marked, and what is to be known about it below.</summary>
/// <param name="clock">The time, and the zone that times are shown in.</param>
/// <param name="colours">Whether the running version is coloured.</param>
internal sealed class HistoryTable(TimeProvider clock, bool colours)
{
    private static readonly string[] Titles = ["version", "when", "cause", "from", "by", "changes"];

    /// <summary>Its lines.</summary>
    public string Render(HistoryAnswer history)
    {
        var rows = history.Versions.Select(Cells).ToList();
        var widths = Titles.Select((title, column) => rows.Select(row => row[column].Length).Append(title.Length).Max()).ToArray();
        var text = new StringBuilder();
        Append(text, ' ', Titles, widths, Ansi.Dim);
        for (var i = 0; i < rows.Count; i++)
        {
            var isRunning = history.Versions[i].Number == history.Running;
            Append(text, isRunning ? '*' : ' ', rows[i], widths, isRunning ? Ansi.Green : null);
        }

        if (history.Awaited is { } awaited)
        {
            text.AppendLine();
            text.AppendLine(
                $"version {awaited.Version} awaits confirmation: unless it is confirmed, version {awaited.Otherwise} comes back at {Times.Local(awaited.Until, clock)} (in {Times.Left(awaited.Until, clock)})"
                .Paint(Ansi.Yellow, colours));
        }

        if (!history.FollowsSource)
        {
            text.AppendLine();
            text.AppendLine($"what runs is not what {history.Source} says".WithoutControls().Paint(Ansi.Yellow, colours));
        }

        return text.ToString();
    }

    private string[] Cells(VersionInfo version) =>
    [
        version.Number.ToString(CultureInfo.InvariantCulture),
        Times.Local(version.At, clock),
        Words.Of(version.Cause),
        Shown(version.From),
        Shown(version.By),
        Words.Shortened(version.Changes.WithoutControls()),
    ];

    private static string Shown(string text) => text.Length == 0 ? "-" : text.WithoutControls();

    private void Append(StringBuilder text, char mark, string[] cells, int[] widths, string? colour)
    {
        // Numbers stand at the right of their column, and the last column needs no blanks after it.
        var line = $"{mark} {cells[0].PadLeft(widths[0])}  {string.Join("  ", cells[1..^1].Select((cell, i) => cell.PadRight(widths[i + 1])))}  {cells[^1]}".TrimEnd();
        text.AppendLine(colour is null ? line : line.Paint(colour, colours));
    }
}
