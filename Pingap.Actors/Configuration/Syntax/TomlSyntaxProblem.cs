using System.Globalization;
using System.Text.RegularExpressions;
using Tomlyn.Syntax;

namespace Pingap.Actors.Configuration.Syntax;

/// <summary>
/// Puts the parser's findings into words for the person who wrote the file. The parser quotes the text it stumbled over, which may
/// be a secret, so none of its words are passed on.
/// </summary>
internal static partial class TomlSyntaxProblem
{
    private const string UnclosedString = "newline in a string";

    private const string NoValue = "no value can be read here; write a string in quotes, a number, true, false, [ ] or { }";

    private static readonly (string Sign, string Message)[] Known =
    [
        ("for a value", NoValue),
        ("while expecting a value", NoValue),
        ("while parsing inline table", "the inline table is not closed; end it with }"),
        ("Expecting `=`", "a key without a value; write key = value"),
        ("while expecting token `newline`", "something is left over on this line; write one key a line"),
        ("while expecting `]`", "the heading is not closed; write it as [section.name]"),
        ("closing `]`", "the array is not closed; end it with ]"),
        ("closing `}`", "the inline table is not closed; end it with }"),
        (UnclosedString, "the string is not closed on its line; end it with a quote"),
        ("End-Of-File found on string", "the string is not closed; end it with a quote"),
        ("End-Of-File found for multi-line", "the string is not closed; end it with the three quotes that it begins with"),
        ("Unicode scalar value", "no character has this number; write one up to \\U0010FFFF"),
        ("An underscore", "an underscore that does not stand between two digits; remove it"),
        ("leading zero", "a number that begins with 0; remove the 0, or put quotes around a text"),
        ("for a base key", "a name is missing here; write it as [section.name]"),
        ("escape", "unknown escape in a string; double the backslash, or use single quotes for a text taken as it is"),
        ("control character", "a control character; write it as an escape such as \\u0000"),
        ("\\r not followed", "a carriage return without a line feed; use one kind of line end"),
        ("parse integer", "not an integer of 64 bits"),
        ("parse the date", "not a date that exists; put quotes around a text"),
        ("[=] found", "= without a key before it; write key = value"),
        ("Unexpected token [", "no key can begin with this; write key = value, with letters, digits, - and _ or quotes for the key"),
    ];

    /// <summary>Whether the finding is a string that runs over the end of its line.</summary>
    public static bool IsUnclosedString(DiagnosticMessage found) => found.Message.Contains(UnclosedString, StringComparison.Ordinal);

    /// <summary>Whether the finding only repeats, at the end of a line, that something on it was wrong.</summary>
    public static bool IsEcho(DiagnosticMessage found) => found.Message.Contains("[␤]", StringComparison.Ordinal);

    /// <summary>Whether the parser forgot to say that the finding is at the end of the text.</summary>
    public static bool IsAtEnd(DiagnosticMessage found) => found.Span.Start.Offset == 0 && found.Message.Contains("`<eof>`", StringComparison.Ordinal);

    /// <summary>The message for one finding.</summary>
    /// <param name="found">The finding.</param>
    /// <param name="lineOf">The line of the file for a line and column of the text, all counted from 1.</param>
    public static string Message(DiagnosticMessage found, Func<int, int, int> lineOf)
    {
        if (Redefinition().Match(found.Message) is { Success: true } twice)
        {
            var line = lineOf(Number(twice.Groups[2]), Number(twice.Groups[3]));
            return string.Create(CultureInfo.InvariantCulture, $"{Shown(twice.Groups[1].Value)} is already set at line {line}; keep one of them");
        }

        foreach (var (sign, message) in Known)
        {
            if (found.Message.Contains(sign, StringComparison.Ordinal)) return message;
        }

        return "this is not TOML; see https://toml.io for its syntax";
    }

    private static string Shown(string key) => key.Length == 0 ? "\"\"" : KeyPathText.Printable(key);

    private static int Number(Group digits) => int.Parse(digits.ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^The key `([^`]*)` is already defined at \((\d+),(\d+)\)")]
    private static partial Regex Redefinition();
}
