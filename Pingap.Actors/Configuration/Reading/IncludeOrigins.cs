using Pingap.Actors.Configuration.Schema;
using Pingap.Actors.Configuration.Syntax;

namespace Pingap.Actors.Configuration.Reading;

/// <summary>Knows which places lie in included texts, so that a problem there can name both places: where it stands, and who includes it.</summary>
internal sealed class IncludeOrigins
{
    private readonly Dictionary<SourcePlace, (string Storage, bool IsHidden)> _places = [];
    private readonly Dictionary<string, List<IncludedFrom>> _includes = new(StringComparer.Ordinal);

    /// <summary>A finding of the parser in an included text.</summary>
    public static ConfigProblem OfSyntax(ConfigProblem problem, StoredText text, SettingText includedBy) => problem with
    {
        // The parser names keys, which are as hidden as the rest.
        Message = $"{(text.IsHidden ? "the text, which is not shown, is not TOML" : problem.Message)} (included at {includedBy.Place})",
    };

    /// <summary>Remembers the places of an included text.</summary>
    public void Remember(ConfigNode.TableNode table, string storage, StoredText text)
    {
        foreach (var entry in table.Entries)
        {
            _places.TryAdd(entry.KeyPlace, (storage, text.IsHidden));
            Remember(entry.Value, storage, text);
        }
    }

    /// <summary>Remembers that a table includes a text.</summary>
    public void Remember(string table, IncludedFrom from)
    {
        if (!_includes.TryGetValue(table, out var known)) _includes.Add(table, known = []);
        known.Add(from);
    }

    /// <summary>The problem with both of its places; with nothing of the text itself if that is hidden.</summary>
    public ConfigProblem Explain(ConfigProblem problem)
    {
        if (problem.Place is not { } place || !_places.TryGetValue(place, out var origin)) return problem;
        if (TableOf(problem.KeyPath) is not { } table || _includes[table].Find(item => item.Storage == origin.Storage) is not { } from) return problem;
        var both = $"(in storages.{origin.Storage}, included at {from.Place})";
        return origin.IsHidden
            ? problem with { KeyPath = KnownPart(problem.KeyPath, table), Message = $"something is wrong with this in a text that is not shown {both}" }
            : problem with { Message = $"{problem.Message} {both}" };
    }

    private void Remember(ConfigNode value, string storage, StoredText text)
    {
        _places.TryAdd(value.Place, (storage, text.IsHidden));
        if (value is ConfigNode.TableNode table) Remember(table, storage, text);
        if (value is not ConfigNode.ArrayNode array) return;
        foreach (var item in array.Items) Remember(item, storage, text);
    }

    /// <summary>The table with includes that a key belongs to, or <c>null</c>.</summary>
    private string? TableOf(string path)
    {
        var tables = _includes.GetAlternateLookup<ReadOnlySpan<char>>();
        for (var end = 0; end <= path.Length; end++)
        {
            if ((end == path.Length || path[end] is '.' or '[') && tables.TryGetValue(path.AsSpan(0, end), out var table, out _)) return table;
        }

        return null;
    }

    /// <summary>The path as far as its names come from us, not from the text.</summary>
    private static string KnownPart(string path, string table)
    {
        foreach (var section in ConfigSchema.Sections)
        {
            if (!table.StartsWith(section.Name + ".", StringComparison.Ordinal)) continue;
            foreach (var key in section.Keys)
            {
                var known = KeyPathText.Join(table, key.Name);
                if (path.StartsWith(known, StringComparison.Ordinal) && (path.Length == known.Length || path[known.Length] is '.' or '[')) return known;
            }
        }

        return table;
    }
}
