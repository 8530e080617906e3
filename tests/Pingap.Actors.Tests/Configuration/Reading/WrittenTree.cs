using System.Globalization;
using System.Text;

namespace Pingap.Actors.Tests.Configuration.Reading;

/// <summary>A configuration as plain lists and values, to be bent and then written as TOML that always parses.</summary>
/// <param name="Value">A string, integer, fraction or boolean, a list of trees, or a list of named trees.</param>
internal sealed record WrittenTree(object Value)
{
    /// <summary>A table of named trees.</summary>
    public static WrittenTree Table(params (string Name, WrittenTree Value)[] entries) => new(entries.ToList());

    /// <summary>A list of strings.</summary>
    public static WrittenTree List(params IEnumerable<string> items) => new(items.Select(item => new WrittenTree(item)).ToList());

    /// <summary>The table's entry of that name.</summary>
    public WrittenTree this[string name] => Entries.First(entry => entry.Name == name).Value;

    /// <summary>The entries of a table.</summary>
    public List<(string Name, WrittenTree Value)> Entries => (List<(string Name, WrittenTree Value)>)Value;

    /// <summary>The tree with one of its nodes, counted from the top, replaced; a name may change with it. A node without a name stays where it is.</summary>
    public WrittenTree Replace(int index, Func<string, WrittenTree, (string Name, WrittenTree Value)?> change)
    {
        var left = index % Size + 1;
        return Replaced("", this, ref left, change)?.Value ?? Table();
    }

    /// <summary>The tree as TOML: a heading for each entry of a section, everything else inline.</summary>
    public string ToToml()
    {
        var text = new StringBuilder();
        if (Value is not List<(string Name, WrittenTree Value)> sections) return "";
        foreach (var (section, content) in Distinct(sections))
        {
            if (content.Value is not List<(string Name, WrittenTree Value)> entries) text.Insert(0, $"{Quoted(section)} = {content.Inline()}\n");
            else if (section is "basic") content.WriteTable(text, $"[{section}]");
            else
                foreach (var (name, entry) in Distinct(entries)) entry.WriteTable(text, $"[{Quoted(section)}.{Quoted(name)}]", $"{Quoted(section)}.{Quoted(name)}");
        }

        return text.ToString();
    }

    private int Size => 1 + (Value switch
    {
        List<WrittenTree> items => items.Sum(item => item.Size),
        List<(string Name, WrittenTree Value)> entries => entries.Sum(entry => entry.Value.Size),
        _ => 0,
    });

    private static (string Name, WrittenTree Value)? Replaced(
        string name, WrittenTree tree, ref int left, Func<string, WrittenTree, (string Name, WrittenTree Value)?> change)
    {
        if (--left == 0) return change(name, tree);
        if (tree.Value is List<WrittenTree> items)
        {
            var changed = new List<WrittenTree>();
            foreach (var item in items)
            {
                if (Replaced(name, item, ref left, change) is var (_, value)) changed.Add(value);
            }

            return (name, new WrittenTree(changed));
        }

        if (tree.Value is not List<(string Name, WrittenTree Value)> entries) return (name, tree);
        var others = new List<(string, WrittenTree)>();
        foreach (var (key, value) in entries)
        {
            if (Replaced(key, value, ref left, change) is { } entry) others.Add(entry);
        }

        return (name, new WrittenTree(others));
    }

    private void WriteTable(StringBuilder text, string heading, string? path = null)
    {
        if (Value is not List<(string Name, WrittenTree Value)> entries)
        {
            // A value where a table belongs stands before all headings.
            text.Insert(0, $"{path ?? heading.Trim('[', ']')} = {Inline()}\n");
            return;
        }

        text.Append(CultureInfo.InvariantCulture, $"{heading}\n");
        foreach (var (name, value) in Distinct(entries)) text.Append(CultureInfo.InvariantCulture, $"{Quoted(name)} = {value.Inline()}\n");
    }

    private string Inline() => Value switch
    {
        string text => Quoted(text),
        bool flag => flag ? "true" : "false",
        double fraction => double.IsFinite(fraction) ? fraction.ToString("0.0################", CultureInfo.InvariantCulture) : "inf",
        List<WrittenTree> items => $"[{string.Join(", ", items.Select(item => item.Inline()))}]",
        List<(string Name, WrittenTree Value)> entries => $"{{ {string.Join(", ", Distinct(entries).Select(entry => $"{Quoted(entry.Name)} = {entry.Value.Inline()}"))} }}",
        var number => Convert.ToString(number, CultureInfo.InvariantCulture)!,
    };

    private static IEnumerable<(string Name, WrittenTree Value)> Distinct(List<(string Name, WrittenTree Value)> entries) => entries.DistinctBy(entry => entry.Name);

    private static string Quoted(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value is '"' or '\\' || Rune.IsControl(rune)) quoted.Append(CultureInfo.InvariantCulture, $"\\U{rune.Value:X8}");
            else quoted.Append(rune.ToString());
        }

        return quoted.Append('"').ToString();
    }
}
