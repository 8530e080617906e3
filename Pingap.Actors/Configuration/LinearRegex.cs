using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace Pingap.Actors.Configuration;

/// <summary>
/// Regular expressions of the configuration. They match in time linear in the text, so that no request can stall the proxy;
/// that rules out look-around and back-references, which the expressions of Pingap do not have either.
/// </summary>
public static class LinearRegex
{
    /// <summary>Longer ones could take the parser's whole stack with brackets in brackets, and seconds with alternatives.</summary>
    private const int Longest = 8192;

    private const RegexOptions Options = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;

    private static readonly MadeExpressions Made = new(static pattern => new(WithDotNetGroups(pattern), Options));

    /// <summary>Parses an expression; <c>(?P&lt;name&gt;…)</c> is taken for <c>(?&lt;name&gt;…)</c>.</summary>
    /// <param name="pattern">The expression as written.</param>
    /// <param name="regex">The expression, ready to match.</param>
    /// <param name="error">What is wrong with it, in words for the person who wrote it.</param>
    public static bool TryParse(string pattern, [NotNullWhen(true)] out Regex? regex, [NotNullWhen(false)] out string? error)
    {
        if (pattern.Length > Longest)
        {
            (regex, error) = (null, $"longer than {Longest} characters");
            return false;
        }

        try
        {
            regex = Parse(pattern);
            error = null;
            return true;
        }
        catch (RegexParseException wrong)
        {
            error = $"character {Math.Max(1, wrong.Offset)}: {WithoutPattern(wrong)}";
        }
        catch (NotSupportedException)
        {
            error = "look-around, back-references and very large repetitions are not supported";
        }

        regex = null;
        return false;
    }

    /// <summary>The expression of a configuration that has been read, and so is known to parse.</summary>
    public static Regex Parse(string pattern) => Made.Of(pattern);

    // "Invalid pattern 'a**' at offset 3. Nested quantifier '*'." repeats what the place of the problem says already.
    private static string WithoutPattern(RegexParseException wrong)
    {
        var place = $" at offset {wrong.Offset}. ";
        var at = wrong.Message.LastIndexOf(place, StringComparison.Ordinal);
        return at < 0 ? wrong.Message : wrong.Message[(at + place.Length)..].TrimEnd('.');
    }

    private static string WithDotNetGroups(string pattern)
    {
        if (!pattern.Contains("(?P<", StringComparison.Ordinal)) return pattern;
        var text = new System.Text.StringBuilder(pattern.Length);
        var classStart = -1;
        for (var i = 0; i < pattern.Length; i++)
        {
            var c = pattern[i];
            text.Append(c);
            if (c is '\\' && i + 1 < pattern.Length) text.Append(pattern[++i]);
            else if (classStart >= 0)
            {
                // A bracket right after the opening one (or its ^) is a member of the class, not its end.
                if (c is ']' && i > classStart + (pattern[classStart + 1] is '^' ? 2 : 1)) classStart = -1;
            }
            else if (c is '[') classStart = i;
            else if (c is '(' && string.CompareOrdinal(pattern, i, "(?P<", 0, 4) == 0)
            {
                text.Append('?');
                i += 2;
            }
        }

        return text.ToString();
    }
}
