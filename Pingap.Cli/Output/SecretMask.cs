using System.Collections.Frozen;
using System.Text;
using System.Text.RegularExpressions;
using Pingap.Actors.Configuration.Schema;

namespace Pingap.Cli.Output;

/// <summary>Hides in a line of a configuration what may be secret.</summary>
internal static partial class SecretMask
{
    private const string Mask = "***";

    private static readonly FrozenSet<string> SecretKeys =
        ConfigSchema.Sections.SelectMany(section => section.Keys).Where(key => key.IsSecret).Select(key => key.Name).ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> PlainKeys = ConfigSchema.Sections.SelectMany(section => section.Keys)
        .Select(key => key.Name).Where(key => !SecretKeys.Contains(key) && !IsOfFields(key)).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The line without secrets, and where a column of it is now; one inside a secret is at its beginning.</summary>
    public static (string Line, int Column) Hide(string line, int column, LineContext context)
    {
        var hidden = new List<(int Start, int End)>();
        foreach (var user in UserInfo().Matches(line).Cast<Match>()) hidden.Add((user.Groups["user"].Index, user.Groups["user"].Index + user.Groups["user"].Length));
        var names = Names().Matches(context.Key).Select(match => match.Value).ToList();
        var isOfFields = names.Exists(IsOfFields) || Names().Matches(context.Heading).Any(match => IsOfFields(match.Value));
        if (context.IsContinuation && !(names.Count > 0 && PlainKeys.Contains(names[^1])) && (!isOfFields || context.Quote.Length > 0)) HideAll(line, context, hidden);
        else if (isOfFields) HideFields(line, context, hidden);
        if (FirstSecret(line) is { } first) hidden.Add((first, line.Length));
        return Without(line, column, hidden);
    }

    private static bool IsOfFields(string name) =>
        name is not "headers_remove" && (name.Contains("header", StringComparison.OrdinalIgnoreCase) || name.Contains("cookie", StringComparison.OrdinalIgnoreCase));

    private static int? FirstSecret(string line) =>
        SecretValue().Match(line) is { Success: true } secret ? secret.Groups["value"].Index
        : KeyOfLine().Match(line) is { Success: true } written && SecretKeys.Contains(written.Groups["key"].Value) ? written.Groups["value"].Index
        : FieldsInText().Match(line) is { Success: true } fields ? fields.Groups["value"].Index
        : line.Contains("-----", StringComparison.Ordinal) ? 0
        : null;

    private static void HideAll(string line, LineContext context, List<(int Start, int End)> hidden)
    {
        if (context.Quote.Length > 0)
        {
            var close = line.LastIndexOf(context.Quote, StringComparison.Ordinal);
            hidden.Add((0, close < 0 ? line.Length : close));
            return;
        }

        foreach (var word in Words().Matches(line).Cast<Match>()) hidden.Add((word.Index, word.Index + word.Length));
    }

    /// <summary>Hides the values of header fields: what follows the colon in a list, and the whole text in a table.</summary>
    private static void HideFields(string line, LineContext context, List<(int Start, int End)> hidden)
    {
        var start = context.IsContinuation ? 0 : line.IndexOf('=', StringComparison.Ordinal) + 1;
        foreach (var text in Texts().Matches(line, start).Cast<Match>())
        {
            var content = text.Groups["content"];
            var isOfTable = line.AsSpan(0, text.Index).TrimEnd().EndsWith("=");
            var colon = content.Value.IndexOf(':', StringComparison.Ordinal);
            var isName = line.AsSpan(text.Index + text.Length).TrimStart().StartsWith("=");
            if (!isName) hidden.Add((content.Index + (isOfTable || colon < 0 ? 0 : colon + 1), content.Index + content.Length));
        }
    }

    private static (string Line, int Column) Without(string line, int column, List<(int Start, int End)> hidden)
    {
        var shown = new StringBuilder();
        var (at, moved) = (0, column);
        foreach (var (from, end) in hidden.OrderBy(range => range.Start).ThenByDescending(range => range.End))
        {
            var start = Math.Max(from, at);
            while (start < end && line[start] is ' ') start++;
            if (start >= end) continue;
            if (from < at || (from == at && shown.Length > 0))
            {
                // Goes on where another one ended: one mask is enough.
                if (column - 1 >= at) moved = column - 1 < end ? Math.Max(1, shown.Length - Mask.Length + 1) : shown.Length + column - end;
                at = end;
                continue;
            }

            shown.Append(line, at, start - at);
            if (column - 1 >= start) moved = column - 1 < end ? shown.Length + 1 : shown.Length + Mask.Length + column - end;
            shown.Append(Mask);
            at = end;
        }

        return (shown.Append(line, at, line.Length - at).ToString(), moved);
    }

    [GeneratedRegex(@"(^|[\s{,.])[""']?(?<key>[\w-]+)[""']?\s*=\s*(?<value>\S.*)$")]
    private static partial Regex KeyOfLine();

    [GeneratedRegex(@"(key|secret|passw|token|credential|authorization)\w*[""']?\s*[=:]\s*(?<value>\S.*)$", RegexOptions.IgnoreCase)]
    private static partial Regex SecretValue();

    // Header fields in a text in a storage: behind another key.
    [GeneratedRegex(@"=.*(header|cookie)\w*[""']?\s*=\s*(?<value>\S.*)$", RegexOptions.IgnoreCase)]
    private static partial Regex FieldsInText();

    [GeneratedRegex(@"//(?<user>[^/\s""']+)@")]
    private static partial Regex UserInfo();

    [GeneratedRegex(@"[\w-]+")]
    private static partial Regex Names();

    [GeneratedRegex(@"(?<quote>""""""|'''|""|')(?<content>(\\.|(?!\k<quote>).)*)(\k<quote>)?")]
    private static partial Regex Texts();

    [GeneratedRegex(@"(?<=""|')(\\.|[^""'])+(?=""|'|$)|[^\s,\[\]{}=""']+")]
    private static partial Regex Words();
}
