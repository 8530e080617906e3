using System.Text;

namespace Pingap.Actors.Configuration.Values;

/// <summary>Puts values of the environment in place of <c>$ENV:NAME</c> and <c>${NAME}</c>; a doubled dollar before them keeps them as they are.</summary>
internal static class EnvironmentText
{
    private const string Marker = "$ENV:";

    /// <summary>The text with all variables replaced; values are not looked through again.</summary>
    /// <param name="text">The text as written.</param>
    /// <param name="variable">The environment.</param>
    /// <param name="wrong">Receives what is wrong, if anything is.</param>
    public static string Expand(string text, Func<string, string?> variable, ICollection<string> wrong)
    {
        if (!text.Contains('$', StringComparison.Ordinal)) return text;
        var result = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length;)
        {
            var rest = text.AsSpan(i);
            if (rest.StartsWith("$$ENV:") || rest.StartsWith("$${"))
            {
                result.Append('$').Append(rest[2]);
                i += 3;
            }
            else if (TryTake(rest, out var name, out var length))
            {
                result.Append(Value(name, variable, wrong));
                i += length;
            }
            else
            {
                result.Append(text[i++]);
            }
        }

        return result.ToString();
    }

    /// <summary>Takes <c>$ENV:NAME</c> or <c>${NAME}</c> off the front of a text.</summary>
    public static bool TryTake(ReadOnlySpan<char> text, out string name, out int length)
    {
        (name, length) = ("", 0);
        var start = text.StartsWith(Marker) ? Marker.Length : text.StartsWith("${") ? 2 : 0;
        if (start == 0) return false;
        var end = start + NameLength(text[start..]);
        if (end == start) return false;
        if (start == 2 && (end >= text.Length || text[end] is not '}')) return false;
        name = text[start..end].ToString();
        length = start == 2 ? end + 1 : end;
        return true;
    }

    /// <summary>The variable's value, or an empty text and a finding.</summary>
    public static string Value(string name, Func<string, string?> variable, ICollection<string> wrong)
    {
        if (variable(name) is { } value) return value;
        wrong.Add($"the environment has no variable {name}; set it, or write the value itself");
        return "";
    }

    /// <summary>How many characters at the front can be a variable's name.</summary>
    public static int NameLength(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty || char.IsAsciiDigit(text[0])) return 0;
        var length = 0;
        while (length < text.Length && (char.IsAsciiLetterOrDigit(text[length]) || text[length] is '_')) length++;
        return length;
    }
}
