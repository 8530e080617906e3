using System.Globalization;
using System.Text;

namespace Pingap.Actors.Configuration.Syntax;

/// <summary>Writes the path of a key as problems show it: <c>upstreams.api.addrs[1]</c>.</summary>
internal static class KeyPathText
{
    /// <summary>The path of a key below another; names that TOML would quote are quoted.</summary>
    public static string Join(string parent, string name)
    {
        var part = IsBare(name) ? Printable(name) : $"\"{Printable(name)}\"";
        return parent.Length == 0 ? part : $"{parent}.{part}";
    }

    /// <summary>The path of an item of a list, counted from 0.</summary>
    public static string Item(string parent, int index) => string.Create(CultureInfo.InvariantCulture, $"{parent}[{index}]");

    /// <summary>A text as it may stand in one line of a terminal: control characters escaped, long ones cut.</summary>
    public static string Printable(string text)
    {
        const int longest = 120;
        if (text.Length <= longest && IsBare(text)) return text;
        var line = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if (line.Length >= longest) return line.Append('…').ToString();
            if (Rune.IsControl(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format)
                line.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:X4}");
            else line.Append(rune.ToString());
        }

        return line.ToString();
    }

    private static bool IsBare(string name)
    {
        foreach (var c in name)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('_' or '-')) return false;
        }

        return name.Length > 0;
    }
}
