using Pingap.Actors.Configuration.Schema;
using Pingap.Actors.Configuration.Syntax;
using Pingap.Actors.Configuration.Values;

namespace Pingap.Actors.Configuration.Reading;

/// <summary>
/// Reads <c>rewrite</c>: <c>/x</c> in place of the location's prefix (README), <c>regex replacement</c>, a whole path with variables, or a
/// regular expression whose match is taken out (Pingap).
/// </summary>
internal sealed class RewriteReader(ReadingContext context, TableReader table, PathPattern path, RegexGroups captures)
{
    /// <summary>The captures that hold after the rewrite: those of the location and those of the rewrite's own expression.</summary>
    public RegexGroups Captures { get; private set; } = captures;

    /// <summary>Whether the rewrite is written as only Pingap writes it: an expression and its replacement.</summary>
    public bool HasExpression { get; private set; }

    /// <summary>The rule, or <c>null</c>.</summary>
    public RewriteRule? Read()
    {
        if (table.RawText(LocationKeys.Rewrite) is not { } raw) return null;
        var parts = raw.Value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        switch (parts)
        {
            case []: return null;
            case [var whole]: return One(raw, whole);
            case [var pattern, var replacement]: return Match(raw, pattern, replacement);
            default:
                table.Error(LocationKeys.Rewrite, $"has {parts.Length} parts; write \"/replacement\" or \"regex replacement\"");
                return null;
        }
    }

    private RewriteRule? One(ConfigNode.StringNode raw, string whole)
    {
        if (path.Kind is PathPatternKind.Prefix && !whole.Contains('$', StringComparison.Ordinal) && whole.StartsWith('/'))
            return new RewriteRule.ReplacePrefix(path.Text, whole);
        // A dollar at the end of an expression is its anchor; a path with variables begins with one of them or with a slash.
        if (!whole.Contains('$', StringComparison.Ordinal) || whole[0] is not ('/' or '$')) return Match(raw, whole, "");
        var template = Template(whole);
        return path.Kind is PathPatternKind.Prefix && template.Parts is [{ Variable: null, Text: var text }] && text.StartsWith('/')
            ? new RewriteRule.ReplacePrefix(path.Text, text)
            : new RewriteRule.ReplacePath(template);
    }

    private RewriteRule.ReplaceMatch? Match(ConfigNode.StringNode raw, string writtenPattern, string replacement)
    {
        HasExpression = true;
        var pattern = context.Expand(raw with { Value = writtenPattern }, table.Path(LocationKeys.Rewrite));
        if (!LinearRegex.TryParse(pattern.Value, out _, out var error))
        {
            context.Error(pattern, $"{pattern.Shown} is not a regular expression: {error}");
            return null;
        }

        Captures = RegexGroups.Of(pattern.Value).WithNamesOf(Captures);
        return new RewriteRule.ReplaceMatch(pattern.Value, Template(replacement));
    }

    private ValueTemplate Template(string text)
    {
        var reader = new TemplateText(Captures, context.Environment.Variable, namesMayBeShown: true);
        var template = reader.Parse(text);
        foreach (var message in reader.Wrong) table.Error(LocationKeys.Rewrite, message);
        return template;
    }
}
