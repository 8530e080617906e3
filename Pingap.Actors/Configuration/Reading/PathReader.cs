using Pingap.Actors.Configuration.Schema;
using Pingap.Actors.Configuration.Values;

namespace Pingap.Actors.Configuration.Reading;

/// <summary>Reads which paths a location takes: markers in <c>path</c> (Pingap) or <c>path_type</c> beside it (README).</summary>
internal sealed class PathReader(ReadingContext context, TableReader table)
{
    /// <summary>Whether <c>path</c> is written with a marker.</summary>
    public bool HasMarker { get; private set; }

    /// <summary>The pattern, and the captures of its expression.</summary>
    public (PathPattern Pattern, RegexGroups Captures) Read()
    {
        var boundary = table.Flag(LocationKeys.PathBoundary) ?? true;
        var type = Type();
        if (table.Text(LocationKeys.Path) is not { Value.Length: > 0 } path)
        {
            if (type is PathPatternKind.Exact or PathPatternKind.Regex)
                table.Error(LocationKeys.PathType, $"there is no path to compare; add {LocationKeys.Path.Name} = {LocationKeys.Path.Example}");
            return (PathPattern.Any, RegexGroups.None);
        }

        HasMarker = path.Value[0] is '=' or '~';
        if (HasMarker && table.Has(LocationKeys.PathType))
            context.Error(path, $"begins with '{path.Value[0]}', which sets the same as path_type at {table.Place(LocationKeys.PathType)}; keep one of them");
        var kind = path.Value[0] switch
        {
            '=' => PathPatternKind.Exact,
            '~' => PathPatternKind.Regex,
            _ => type ?? PathPatternKind.Prefix,
        };
        var text = HasMarker ? path.Value[1..].Trim() : path.Value;
        return kind is PathPatternKind.Regex ? (new PathPattern(kind, text, false), Captures(path, text)) : (Literal(kind, path, text, boundary), RegexGroups.None);
    }

    private PathPatternKind? Type()
    {
        if (table.Text(LocationKeys.PathType) is not { } text) return null;
        switch (text.Value)
        {
            case "prefix": return PathPatternKind.Prefix;
            case "exact": return PathPatternKind.Exact;
            case "regex": return PathPatternKind.Regex;
            default:
                context.Error(text, $"{text.Shown} is not a way to compare; {Nearest.Suggestion(text.Value, ["prefix", "exact", "regex"], "use prefix, exact or regex")}");
                return null;
        }
    }

    private PathPattern Literal(PathPatternKind kind, SettingText path, string text, bool boundary)
    {
        if (!text.StartsWith('/')) context.Error(path, $"{path.Shown} does not begin with /; write it as /api, or ~ and a regular expression");
        else if (text.AsSpan().ContainsAny('?', '#')) context.Error(path, $"{path.Shown} has a query or fragment, which is no part of the path; use match_query");
        return new PathPattern(kind, text, kind is PathPatternKind.Prefix && boundary && !text.EndsWith('/'));
    }

    private RegexGroups Captures(SettingText path, string pattern)
    {
        if (LinearRegex.TryParse(pattern, out _, out var error)) return RegexGroups.Of(pattern);
        context.Error(path, $"{path.ShowPart(pattern)} is not a regular expression: {error}");
        return RegexGroups.None;
    }
}
