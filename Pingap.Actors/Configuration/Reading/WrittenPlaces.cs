using System.Collections;
using System.Diagnostics.CodeAnalysis;
using Pingap.Actors.Configuration.Syntax;

namespace Pingap.Actors.Configuration.Reading;

/// <summary>
/// Where each table and key is written, by key path. The paths are put together when somebody asks, which is seldom: as texts they would
/// take several times the space of all that is known of the configuration otherwise, for as long as it runs.
/// </summary>
internal sealed class WrittenPlaces : IReadOnlyDictionary<string, SourcePlace>
{
    private readonly Dictionary<string, (SourcePlace Place, Key[] Keys)> _tables = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public int Count => Pairs().Count();

    /// <inheritdoc/>
    public IEnumerable<string> Keys => Pairs().Select(pair => pair.Key);

    /// <inheritdoc/>
    public IEnumerable<SourcePlace> Values => Pairs().Select(pair => pair.Value);

    /// <inheritdoc/>
    public SourcePlace this[string key] => TryGetValue(key, out var place) ? place : throw new KeyNotFoundException($"{key} is not written anywhere");

    /// <summary>Adds a section; the first of its places counts.</summary>
    public void Add(string section, SourcePlace place) => _tables.TryAdd(section, (place, []));

    /// <summary>Adds a table and all that is in it.</summary>
    public void Set(string table, SourcePlace place, ConfigNode.TableNode keys) => _tables[table] = (place, Of(keys));

    /// <summary>Adds keys to a table, without what stands below them; where they are known already, these places count.</summary>
    public void SetKeys(string table, SourcePlace place, IEnumerable<ConfigNode.TableEntry> keys) =>
        _tables[table] = (place, [.. keys.Select(key => new Key(key.Name, key.KeyPlace, [])), .. _tables.GetValueOrDefault(table).Keys ?? []]);

    /// <inheritdoc/>
    public bool ContainsKey(string key) => TryGetValue(key, out _);

    /// <inheritdoc/>
    public bool TryGetValue(string key, [MaybeNullWhen(false)] out SourcePlace value)
    {
        if (_tables.TryGetValue(key, out var table))
        {
            value = table.Place;
            return true;
        }

        var tables = _tables.GetAlternateLookup<ReadOnlySpan<char>>();
        for (var dot = key.LastIndexOf('.'); dot > 0; dot = key.LastIndexOf('.', dot - 1))
        {
            if (tables.TryGetValue(key.AsSpan(0, dot), out table) && Find(table.Keys, key[..dot], key) is { } found)
            {
                value = found;
                return true;
            }
        }

        value = default;
        return false;
    }

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, SourcePlace>> GetEnumerator() => Pairs().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static Key[] Of(ConfigNode.TableNode table)
    {
        var keys = new Key[table.Entries.Count];
        for (var i = 0; i < keys.Length; i++)
        {
            var entry = table.Entries[i];
            keys[i] = new Key(entry.Name, entry.KeyPlace, entry.Value is ConfigNode.TableNode below ? Of(below) : []);
        }

        return keys;
    }

    private static SourcePlace? Find(Key[] keys, string path, string wanted)
    {
        foreach (var key in keys)
        {
            var own = KeyPathText.Join(path, key.Name);
            if (own == wanted) return key.Place;
            if (wanted.StartsWith(own, StringComparison.Ordinal) && Find(key.Below, own, wanted) is { } place) return place;
        }

        return null;
    }

    private IEnumerable<KeyValuePair<string, SourcePlace>> Pairs() => _tables
        .SelectMany(table => Pairs(table.Key, table.Value.Keys).Prepend(new(table.Key, table.Value.Place)))
        .DistinctBy(pair => pair.Key);

    private static IEnumerable<KeyValuePair<string, SourcePlace>> Pairs(string path, Key[] keys)
    {
        foreach (var key in keys)
        {
            var own = KeyPathText.Join(path, key.Name);
            yield return new(own, key.Place);
            foreach (var below in Pairs(own, key.Below)) yield return below;
        }
    }

    private readonly record struct Key(string Name, SourcePlace Place, Key[] Below);
}
