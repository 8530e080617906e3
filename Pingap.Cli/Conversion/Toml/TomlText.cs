using System.Globalization;
using System.Text;

namespace Pingap.Cli.Conversion.Toml;

/// <summary>Writes a tidy TOML text: tables with comments above them, one key a line.</summary>
internal sealed class TomlText
{
    private const int LongestLine = 120;
    private readonly StringBuilder _text = new();

    /// <inheritdoc/>
    public override string ToString() => _text.ToString();

    /// <summary>A comment line.</summary>
    public void Comment(string text) => _text.Append("# ").Append(Printable(text)).Append('\n');

    /// <summary>An empty line.</summary>
    public void Gap() => _text.Append('\n');

    /// <summary>The head of a table.</summary>
    public void Table(params ReadOnlySpan<string> path)
    {
        _text.Append('[');
        for (var i = 0; i < path.Length; i++) _text.Append(i > 0 ? "." : "").Append(Key(path[i]));
        _text.Append("]\n");
    }

    /// <summary>A string; nothing is written for <c>null</c>.</summary>
    public void Text(string key, string? value)
    {
        if (value is not null) Line(key, String(value));
    }

    /// <summary>A number; nothing is written for <c>null</c>.</summary>
    public void Number(string key, int? value)
    {
        if (value is { } number) Line(key, number.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>A truth value; nothing is written for <c>null</c>.</summary>
    public void Flag(string key, bool? value)
    {
        if (value is { } flag) Line(key, flag ? "true" : "false");
    }

    /// <summary>A list of strings, one a line where it is long; nothing is written for an empty one.</summary>
    public void Texts(string key, IReadOnlyList<string> values)
    {
        if (values.Count == 0) return;
        var inOneLine = $"[{string.Join(", ", values.Select(String))}]";
        Line(key, key.Length + inOneLine.Length <= LongestLine ? inOneLine : $"[\n{string.Concat(values.Select(value => $"    {String(value)},\n"))}]");
    }

    /// <summary>A list of numbers; nothing is written for an empty one.</summary>
    public void Numbers(string key, IReadOnlyList<int> values)
    {
        if (values.Count > 0) Line(key, $"[{string.Join(", ", values)}]");
    }

    private void Line(string key, string value) => _text.Append(Key(key)).Append(" = ").Append(value).Append('\n');

    private static string Key(string key) =>
        key.Length > 0 && key.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_') ? key : String(key);

    /// <summary>In single quotes, where nothing is escaped, if there is a backslash or quote to be spared; else in double quotes.</summary>
    private static string String(string value)
    {
        var isPlain = !value.Any(char.IsControl);
        if (isPlain && value.AsSpan().IndexOfAny('\\', '"') >= 0 && !value.Contains('\'', StringComparison.Ordinal)) return $"'{value}'";
        var quoted = new StringBuilder("\"");
        foreach (var c in value)
        {
            if (c is '\\' or '"') quoted.Append('\\').Append(c);
            else if (char.IsControl(c)) quoted.Append("\\u").Append(((int)c).ToString("X4", CultureInfo.InvariantCulture));
            else quoted.Append(c);
        }

        return quoted.Append('"').ToString();
    }

    private static string Printable(string text) => new([.. text.Select(c => char.IsControl(c) ? ' ' : c)]);
}
