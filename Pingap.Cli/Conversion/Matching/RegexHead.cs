using System.Text;

namespace Pingap.Cli.Conversion.Matching;

/// <summary>The beginning of an expression, as far as it stands for one text only.</summary>
/// <param name="Literal">The text.</param>
/// <param name="Sources">How each of its characters is written.</param>
/// <param name="Rest">The expression after it.</param>
internal sealed record RegexHead(string Literal, IReadOnlyList<string> Sources, string Rest)
{
    private const string Special = @"\^$.|?*+()[]{}";

    /// <summary>Takes the head off an expression.</summary>
    public static RegexHead Of(string pattern)
    {
        var literal = new StringBuilder();
        var sources = new List<string>();
        var at = 0;
        while (at < pattern.Length)
        {
            var isEscaped = pattern[at] is '\\' && at + 1 < pattern.Length && !char.IsAsciiLetterOrDigit(pattern[at + 1]);
            if (!isEscaped && Special.Contains(pattern[at], StringComparison.Ordinal)) break;
            var end = at + (isEscaped ? 2 : 1);
            // A character that is repeated or left out is none that is certainly there once.
            if (end < pattern.Length && pattern[end] is '?' or '*' or '+' or '{') break;
            literal.Append(pattern[end - 1]);
            sources.Add(pattern[at..end]);
            at = end;
        }

        return new RegexHead(literal.ToString(), sources, pattern[at..]);
    }

    /// <summary>The expression without the first characters of its head.</summary>
    public string Without(int characters) => string.Concat(Sources.Skip(characters)) + Rest;

    /// <summary>Whether an expression has alternatives that no brackets hold together.</summary>
    public static bool HasAlternatives(string pattern)
    {
        var depth = 0;
        for (var i = 0; i < pattern.Length; i++)
        {
            switch (pattern[i])
            {
                case '\\':
                    i++;
                    break;
                case '[':
                    i++;
                    if (i < pattern.Length && pattern[i] is '^') i++;
                    if (i < pattern.Length && pattern[i] is ']') i++;
                    while (i < pattern.Length && pattern[i] is not ']') i += pattern[i] is '\\' ? 2 : 1;
                    break;
                case '(':
                    depth++;
                    break;
                case ')':
                    depth--;
                    break;
                case '|' when depth == 0:
                    return true;
            }
        }

        return false;
    }
}
