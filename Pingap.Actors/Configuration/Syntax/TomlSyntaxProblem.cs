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

    private static readonly (string Sign, string Message)[] Known =
    [
        ("for a value", "no value can be read here; write a string in quotes, a number, true, false, [ ] or { }"),
        ("Expecting `=`", "a key without a value; write key = value"),
        ("while expecting token `newline`", "something is left over on this line; write one key a line"),
        ("while expecting `]`", "the heading is not closed; write it as [section.name]"),
        ("closing `]`", "the array is not closed; end it with ]"),
        ("closing `}`", "the inline table is not closed; end it with }"),
        (UnclosedString, "the string is not closed on its line; end it with a quote"),
        ("End-Of-File found on string", "the string is not closed; end it with a quote"),
        ("escape", "unknown escape in a string; double the backslash, or use single quotes for a text taken as it is"),
        ("control character", "a control character; write it as an escape such as \\u0000"),
        ("\\r not followed", "a carriage return without a line feed; use one kind of line end"),
        ("parse integer", "not an integer of 64 bits"),
        ("parse the date", "not a date that exists; put quotes around a text"),
        ("[=] found", "= without a key before it; write key = value"),
    ];

    /// <summary>Whether the finding is a string that runs over the end of its line.</summary>
    public static bool IsUnclosedString(DiagnosticMessage found) => found.Message.Contains(UnclosedString, StringComparison.Ordinal);

    /// <summary>The message for one finding.</summary>
    /// <param name="found">The finding.</param>
    /// <param name="lineOf">The line of the file for a line and column of the text, all counted from 1.</param>
    public static string Message(DiagnosticMessage found, Func<int, int, int> lineOf)
    {
        if (Redefinition().Match(found.Message) is { Success: true } twice)
        {
            var line = lineOf(Number(twice.Groups[2]), Number(twice.Groups[3]));
            return string.Create(CultureInfo.InvariantCulture, $"{KeyPathText.Printable(twice.Groups[1].Value)} is already set at line {line}; keep one of them");
        }

        foreach (var (sign, message) in Known)
        {
            if (found.Message.Contains(sign, StringComparison.Ordinal)) return message;
        }

        return "this is not TOML; see https://toml.io for its syntax";
    }

    private static int Number(Group digits) => int.Parse(digits.ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^The key `([^`]*)` is already defined at \((\d+),(\d+)\)")]
    private static partial Regex Redefinition();
}
