using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Pingap.Cli.Output;

/// <summary>What a line of TOML belongs to: it may only go on with what an earlier line began.</summary>
/// <param name="Heading">The heading above it, brackets included; empty when there is none.</param>
/// <param name="Key">The key, with the parts before it, whose value the line writes or goes on with.</param>
/// <param name="Quote">The three quotes of the string that it begins in, or empty.</param>
/// <param name="IsContinuation">Whether it goes on with a value.</param>
internal readonly partial record struct LineContext(string Heading, string Key, string Quote, bool IsContinuation)
{
    // Problems come by the hundred, and all lines before one say what it belongs to.
    private static readonly ConditionalWeakTable<string, LineContext[]> Known = [];

    private bool IsStoredText => Quote.Length > 0 && Key is "value" && Heading.StartsWith("[storages.", StringComparison.Ordinal);

    /// <summary>The context of a line, counted from 1. A broken text makes too much of it a continuation, never too little of a string.</summary>
    public static LineContext Of(string text, int number)
    {
        var contexts = Known.GetValue(text, All);
        return number >= 1 && number <= contexts.Length ? contexts[number - 1] : default;
    }

    private static LineContext[] All(string text)
    {
        var lines = text.Split('\n');
        var contexts = Scan(lines);

        // A text in a storage is TOML itself.
        for (var i = 1; i < lines.Length; i++)
        {
            if (!contexts[i].IsStoredText || contexts[i - 1].IsStoredText) continue;
            var end = i;
            while (end < lines.Length && contexts[end].IsStoredText) end++;
            var opening = lines[i - 1].IndexOf(contexts[i].Quote, StringComparison.Ordinal);
            string[] stored = [lines[i - 1][(opening + 3)..], .. lines[i..end]];
            Scan(stored).AsSpan(1).CopyTo(contexts.AsSpan(i));
            i = end;
        }

        return contexts;
    }

    private static LineContext[] Scan(string[] lines)
    {
        var contexts = new LineContext[lines.Length];
        var (heading, key, quote, depth) = ("", "", "", 0);
        for (var i = 0; i < lines.Length; i++)
        {
            var line = lines[i];
            var goesOn = quote.Length > 0 || depth > 0;
            if (!goesOn && line.AsSpan().TrimStart().StartsWith("["))
            {
                (heading, key) = (line.Trim(), "");
                contexts[i] = new LineContext(heading, key, "", false);
                continue;
            }

            if (!goesOn) key = KeyOf().Match(line) is { Success: true } written ? written.Groups["key"].Value : "";
            contexts[i] = new LineContext(heading, key, quote, goesOn);
            depth = Math.Max(0, depth + Follow(line, ref quote));
        }

        return contexts;
    }

    /// <summary>How many brackets more the line opens than it closes, and the string that it ends in.</summary>
    private static int Follow(string line, ref string quote)
    {
        var (depth, i) = (0, 0);
        while (i < line.Length)
        {
            if (quote.Length > 0)
            {
                var end = EndOf(line, i, quote);
                if (end < 0)
                {
                    // A string of one quote ends with its line, closed or not.
                    if (quote.Length == 1) quote = "";
                    return depth;
                }

                i = end + quote.Length;
                quote = "";
                continue;
            }

            var c = line[i];
            if (c is '#') return depth;
            if (c is '"' or '\'')
            {
                quote = line.AsSpan(i).StartsWith(new string(c, 3)) ? new string(c, 3) : c.ToString();
                i += quote.Length;
                continue;
            }

            depth += c is '[' or '{' ? 1 : c is ']' or '}' ? -1 : 0;
            i++;
        }

        if (quote.Length == 1) quote = "";
        return depth;
    }

    private static int EndOf(string line, int start, string quote)
    {
        for (var i = start; i < line.Length; i++)
        {
            if (line[i] is '\\' && quote[0] is '"') i++;
            else if (line.AsSpan(i).StartsWith(quote)) return i;
        }

        return -1;
    }

    [GeneratedRegex(@"^\s*(?<key>[^=#]+?)\s*=")]
    private static partial Regex KeyOf();
}
