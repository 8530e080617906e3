namespace Pingap.Cli.Output;

/// <summary>Prints what goes on as it is: how many of each, or their names.</summary>
/// <param name="terminal">Where to.</param>
internal sealed class KeptPrinter(Terminal terminal)
{
    /// <summary>Prints a line with the numbers; nothing when nothing is kept.</summary>
    /// <param name="paths">Key paths, such as <c>upstreams.api</c>.</param>
    public void PrintCounts(IReadOnlyList<string> paths)
    {
        if (paths.Count == 0) return;
        var counts = paths.GroupBy(path => path.Split('.')[0]).Select(section => Counted(section.Key, section.Count()));
        terminal.Out.WriteLine($"keeps running: {string.Join(", ", counts)}".WithoutControls());
    }

    /// <summary>Prints a line for each.</summary>
    /// <param name="paths">Key paths, such as <c>upstreams.api</c>.</param>
    public void PrintNames(IReadOnlyList<string> paths)
    {
        foreach (var path in paths) terminal.Out.WriteLine($"= {path}".WithoutControls().Paint(Ansi.Dim, terminal.OutIsTerminal && terminal.AllowsColours));
    }

    // A section that is one entity, [basic], has no number.
    private static string Counted(string section, int count) =>
        !section.EndsWith('s') ? section : count == 1 ? $"1 {section[..^1]}" : $"{count} {section}";
}
