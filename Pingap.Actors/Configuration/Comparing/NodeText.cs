using System.Globalization;
using System.Text;
using Pingap.Actors.Configuration.Syntax;

namespace Pingap.Actors.Configuration.Comparing;

/// <summary>Writes a value as TOML in one line.</summary>
internal static class NodeText
{
    /// <summary>The value, with every string as <paramref name="shown"/> has it.</summary>
    public static string Of(ConfigNode node, Func<string, string> shown) => node switch
    {
        ConfigNode.StringNode text => Quoted(shown(text.Value)),
        ConfigNode.IntegerNode number => number.Value.ToString(CultureInfo.InvariantCulture),
        ConfigNode.FractionNode number => number.Value.ToString("R", CultureInfo.InvariantCulture),
        ConfigNode.BooleanNode flag => flag.Value ? "true" : "false",
        ConfigNode.ArrayNode array => $"[{string.Join(", ", array.Items.Select(item => Of(item, shown)))}]",
        ConfigNode.TableNode table => $"{{ {string.Join(", ", table.Entries.Select(entry => $"{KeyPathText.Join("", entry.Name)} = {Of(entry.Value, shown)}"))} }}",
        // A date: every key and every option refuses it, so that no two versions differ by one.
        ConfigNode.OtherNode other => other.Kind,
        _ => throw new ArgumentOutOfRangeException(nameof(node), node, "not a value"),
    };

    private static string Quoted(string text)
    {
        var line = new StringBuilder("\"");
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value is '"' or '\\') line.Append('\\').Append(rune.ToString());
            else if (rune.Value is '\n') line.Append("\\n");
            else if (Rune.IsControl(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format) line.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:X4}");
            else line.Append(rune.ToString());
        }

        return line.Append('"').ToString();
    }
}
