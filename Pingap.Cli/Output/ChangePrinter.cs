using Pingap.Actors.Configuration.Comparing;
using Pingap.Gateway.Admin.Contract;

namespace Pingap.Cli.Output;

/// <summary>Prints how two configurations differ: an entity a paragraph, a key a line.</summary>
/// <param name="writer">Where to.</param>
/// <param name="colours">Whether what comes is green, what differs yellow, what goes red.</param>
internal sealed class ChangePrinter(TextWriter writer, bool colours)
{
    /// <summary>A printer to the terminal's output.</summary>
    public static ChangePrinter ToOut(Terminal terminal) => new(terminal.Out, terminal.OutIsTerminal && terminal.AllowsColours);

    /// <summary>Prints all of them in the order given.</summary>
    public void Print(IEnumerable<EntityChange> entities)
    {
        foreach (var entity in entities) Print(entity);
    }

    private void Print(EntityChange entity)
    {
        var (mark, colour) = entity.Kind switch
        {
            ChangeKind.Added => ('+', Ansi.Green),
            ChangeKind.Removed => ('-', Ansi.Red),
            _ => ('~', Ansi.Yellow),
        };
        writer.WriteLine($"{mark} {entity.Path}".WithoutControls().Paint(colour, colours));
        foreach (var key in entity.Keys) Indented(Line(entity.Kind, key));
        if (entity is { Kind: ChangeKind.Changed, Keys.Count: 0 })
            Indented("written as before; what it refers to differs: a file, an environment variable or an included fragment");
        if (!string.IsNullOrEmpty(entity.Effect)) writer.WriteLine($"    {entity.Effect}".WithoutControls().Paint(Ansi.Dim, colours));
    }

    private void Indented(string line) => writer.WriteLine($"    {line}".WithoutControls());

    private static string Line(ChangeKind kind, KeyDiff key) => kind is ChangeKind.Changed
        ? $"{key.Key}: {key.Before ?? "not set"} → {key.After ?? "not set"}"
        : $"{key.Key}: {key.After ?? key.Before}";
}
