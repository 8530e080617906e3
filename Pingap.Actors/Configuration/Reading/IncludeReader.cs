using Pingap.Actors.Configuration.Schema;
using Pingap.Actors.Configuration.Syntax;

namespace Pingap.Actors.Configuration.Reading;

/// <summary>
/// Puts the keys of storages into the tables that include them. As in Pingap a key of a storage wins over the table's own; what Pingap
/// drops in silence (a missing storage, a text that cannot be parsed, a key in two of them) is a problem.
/// </summary>
/// <param name="context">What every reader needs.</param>
/// <param name="storages">Has read all storages.</param>
internal sealed class IncludeReader(ReadingContext context, StorageReader storages)
{
    /// <summary>
    /// What all includes may weigh together, beyond the first of each text: a short text that includes a long one in a thousand tables would
    /// take minutes and fill the memory.
    /// </summary>
    private const int Heaviest = 100_000;

    private readonly Dictionary<string, IncludedText?> _parsed = new(StringComparer.Ordinal);
    private int _left = Heaviest;
    private readonly IncludeOrigins _origins = new();

    /// <summary>Says of a problem in an included text where it is included, and hides what must not be shown.</summary>
    public ConfigProblem Explain(ConfigProblem problem) => _origins.Explain(problem);

    /// <summary>The table with the keys of its includes; the entry itself if it has none.</summary>
    /// <param name="section">The section of the table.</param>
    /// <param name="entry">The table.</param>
    public SectionEntry Merge(SectionDefinition section, SectionEntry entry)
    {
        var path = KeyPathText.Join(entry.Path, StorageKeys.Includes.Name);
        if (entry.Table.Find(StorageKeys.Includes.Name) is not { } includes) return entry;
        if (includes.Value is not ConfigNode.ArrayNode names)
        {
            context.Problems.Error(includes.Value.Place, path, $"is {includes.Value.Describe()}; write an array of strings, such as {StorageKeys.Includes.Example}");
            return entry with { IsWhole = false };
        }

        var found = new OrderedDictionary<string, (ConfigNode.TableEntry Key, IncludedFrom From)>(StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var isWhole = true;
        for (var i = 0; i < names.Items.Count; i++)
        {
            var itemPath = KeyPathText.Item(path, i);
            if (names.Items[i] is not ConfigNode.StringNode text)
            {
                context.Problems.Error(names.Items[i].Place, itemPath, $"is {names.Items[i].Describe()}; write a string");
                isWhole = false;
                continue;
            }

            var name = context.Expand(text, itemPath);
            if (!seen.Add(name.Value)) context.Problems.Warning(name.Place, name.Path, $"{name.Shown} is in this list already; remove one of them");
            else if (Fragment(name) is { } fragment && KeysOf(fragment, section, name) is { } keys)
                Collect(keys, new IncludedFrom(name.Value, name.Place, itemPath), entry, found);
            else isWhole = false;
        }

        return Merged(section, entry, found) with { IsWhole = isWhole };
    }

    private IncludedText? Fragment(SettingText name)
    {
        context.CheckReference(name, StorageKeys.Section, "storage");
        if (storages.Text(name.Value) is not { } text) return null;
        if (_parsed.TryGetValue(name.Value, out var known)) return known;
        var problems = new List<ConfigProblem>();
        var table = TomlDocument.Parse(text.Text, text.PlaceOf, text.Path, problems);
        foreach (var problem in problems) context.Problems.Add(IncludeOrigins.OfSyntax(problem, text, name));
        if (table is not null) _origins.Remember(table, name.Value, text);
        var parsed = table is null ? null : new IncludedText(table);
        _parsed.Add(name.Value, parsed);
        return parsed;
    }

    private IReadOnlyList<ConfigNode.TableEntry>? KeysOf(IncludedText fragment, SectionDefinition section, SettingText name)
    {
        var keys = fragment.KeysFor(section, out var weight);
        if (weight <= _left)
        {
            _left -= weight;
            return keys;
        }

        // Said of the first only; the tables that come after it get nothing of any storage.
        if (_left >= 0) context.Problems.Error(name.Place, name.Path, $"the tables from here on include too much: {Heaviest} keys and items in all are the most; include shorter texts, or in fewer tables");
        _left = -1;
        return null;
    }

    private void Collect(
        IReadOnlyList<ConfigNode.TableEntry> keys, IncludedFrom from, SectionEntry entry, OrderedDictionary<string, (ConfigNode.TableEntry Key, IncludedFrom From)> found)
    {
        _origins.Remember(entry.Path, from);
        foreach (var key in keys)
        {
            var path = KeyPathText.Join(entry.Path, key.Name);
            if (key.Name == StorageKeys.Includes.Name)
                context.Problems.Error(key.KeyPlace, path, "an included text cannot include others; name them all in the table itself");
            else if (!found.TryAdd(key.Name, (key, from)))
                context.Problems.Error(key.KeyPlace, path, $"storages.{found[key.Name].From.Storage} sets this too, at {found[key.Name].Key.KeyPlace}; keep one of them");
        }
    }

    private SectionEntry Merged(
        SectionDefinition section, SectionEntry entry, OrderedDictionary<string, (ConfigNode.TableEntry Key, IncludedFrom From)> found)
    {
        var table = new ConfigNode.TableNode(entry.Table.Place);
        foreach (var own in entry.Table.Entries)
        {
            if (!found.TryGetValue(own.Name, out var other)) table.TryAdd(own);
            else context.Problems.Warning(own.KeyPlace, KeyPathText.Join(entry.Path, own.Name),
                $"has no effect: storages.{other.From.Storage}, included at {other.From.Place}, sets this too and wins; remove one of them");
        }

        foreach (var (key, _) in found.Values) table.TryAdd(key);
        var merged = entry with { Table = table };
        context.Tree.RememberKeys(section, merged);
        return merged;
    }
}
