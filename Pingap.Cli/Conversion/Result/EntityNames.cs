using System.Text;

namespace Pingap.Cli.Conversion.Result;

/// <summary>Gives out names for entities: plain TOML keys, no two the same.</summary>
internal sealed class EntityNames
{
    private const int Longest = 60;
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _next = new(StringComparer.Ordinal);

    /// <summary>A free name like the text, which need not be a name at all.</summary>
    public string Take(string like)
    {
        var name = Plain(like);
        var free = name;
        var number = _next.GetValueOrDefault(name, 2);
        while (!_taken.Add(free)) free = $"{name}_{number++}";
        _next[name] = number;
        return free;
    }

    /// <summary>The text with everything but letters, digits and <c>-</c> as single underscores.</summary>
    public static string Plain(string text)
    {
        var name = new StringBuilder();
        foreach (var c in text)
        {
            if (char.IsAsciiLetterOrDigit(c) || c is '-') name.Append(c);
            else if (name.Length > 0 && name[^1] is not '_') name.Append('_');
        }

        var plain = name.ToString().TrimEnd('_');
        return plain.Length switch
        {
            0 => "x",
            > Longest => plain[..Longest].TrimEnd('_'),
            _ => plain,
        };
    }
}
