using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Pingap.Actors.Configuration.Schema;
using Pingap.Actors.Configuration.Syntax;
using Pingap.Actors.Configuration.Values;

namespace Pingap.Actors.Configuration.Reading;

/// <summary>
/// Reads the keys of one table by their definitions. Whatever has the wrong type or range is reported and then taken for missing, so that
/// the rest of the table is still looked at.
/// </summary>
internal sealed class TableReader
{
    private readonly ReadingContext _context;

    /// <summary>Reports the table's unknown, missing and not yet available keys.</summary>
    public TableReader(ReadingContext context, SectionDefinition section, SectionEntry entry)
    {
        (_context, Entry) = (context, entry);
        foreach (var written in entry.Table.Entries) CheckKnown(section, written);
        foreach (var key in section.Keys)
        {
            if (key.IsRequired && entry.IsWhole && !Has(key)) _context.Problems.Error(entry.Place, entry.Path, $"{key.Name} is missing; add {key.Name} = {key.Example}");
        }
    }

    /// <summary>The table.</summary>
    public SectionEntry Entry { get; }

    /// <summary>Whether the table has the key.</summary>
    public bool Has(KeyDefinition key) => Entry.Table.Find(key.Name) is not null;

    /// <summary>The key path of one of the table's keys.</summary>
    public string Path(KeyDefinition key) => KeyPathText.Join(Entry.Path, key.Name);

    /// <summary>Where the key is written, or the table if it is not.</summary>
    public SourcePlace Place(KeyDefinition key) => Entry.Table.Find(key.Name)?.KeyPlace ?? Entry.Place;

    /// <summary>Reports an error about a key's value.</summary>
    public void Error(KeyDefinition key, string message) =>
        _context.Problems.Error(Entry.Table.Find(key.Name)?.Value.Place ?? Entry.Place, Path(key), message);

    /// <summary>Reports something about a key's value that is allowed and hardly meant.</summary>
    public void Warning(KeyDefinition key, string message) =>
        _context.Problems.Warning(Entry.Table.Find(key.Name)?.Value.Place ?? Entry.Place, Path(key), message);

    /// <summary>Reports two keys that say the same thing.</summary>
    public void Exclude(KeyDefinition key, KeyDefinition other)
    {
        if (!Has(key) || !Has(other)) return;
        var (later, earlier) = Place(key).Line >= Place(other).Line ? (key, other) : (other, key);
        _context.Problems.Error(Place(later), Path(later), $"sets the same as {earlier.Name} at {Place(earlier)}; keep one of them");
    }

    /// <summary>The string of a key, or <c>null</c>.</summary>
    public SettingText? Text(KeyDefinition key) => RawText(key) is { } text ? _context.Expand(text, Path(key)) : null;

    /// <summary>The string of a key as written, for values whose variables are not only the environment's.</summary>
    public ConfigNode.StringNode? RawText(KeyDefinition key) => Value<ConfigNode.StringNode>(key);

    /// <summary>The boolean of a key, or <c>null</c>.</summary>
    public bool? Flag(KeyDefinition key) => Value<ConfigNode.BooleanNode>(key)?.Value;

    /// <summary>The integer of a key within its range, or <c>null</c>.</summary>
    public int? Integer(KeyDefinition key) => (int?)Whole(key);

    /// <summary>The integer of a key whose range is wider than 32 bits, or <c>null</c>.</summary>
    public long? Whole(KeyDefinition key) => Value<ConfigNode.IntegerNode>(key) is { } node && InRange(key, node, Path(key)) ? node.Value : null;

    /// <summary>The integers of a list within the key's range; <c>null</c> if there is no list or one of its items is wrong.</summary>
    public List<(int Value, SourcePlace Place)>? Integers(KeyDefinition key)
    {
        if (Value<ConfigNode.ArrayNode>(key) is not { } array) return null;
        var integers = new List<(int, SourcePlace)>();
        for (var i = 0; i < array.Items.Count; i++)
        {
            var path = KeyPathText.Item(Path(key), i);
            if (array.Items[i] is not ConfigNode.IntegerNode item) _context.Problems.Error(array.Items[i].Place, path, $"is {array.Items[i].Describe()}; write an integer");
            else if (InRange(key, item, path)) integers.Add(((int)item.Value, item.Place));
        }

        return integers.Count == array.Items.Count ? integers : null;
    }

    /// <summary>The strings of a list, or none.</summary>
    public List<SettingText> Texts(KeyDefinition key)
    {
        var texts = new List<SettingText>();
        foreach (var (text, path) in RawTexts(key)) texts.Add(_context.Expand(text, path));
        return texts;
    }

    /// <summary>The strings of a list as written, with their key paths.</summary>
    public List<(ConfigNode.StringNode Text, string Path)> RawTexts(KeyDefinition key)
    {
        var texts = new List<(ConfigNode.StringNode, string)>();
        if (Entry.Table.Find(key.Name) is null || Value<ConfigNode.ArrayNode>(key) is not { } array) return texts;
        for (var i = 0; i < array.Items.Count; i++)
        {
            var path = KeyPathText.Item(Path(key), i);
            if (array.Items[i] is ConfigNode.StringNode text) texts.Add((text, path));
            else _context.Problems.Error(array.Items[i].Place, path, $"is {array.Items[i].Describe()}; write a string");
        }

        return texts;
    }

    /// <summary>The strings of a table below this one as written, with their names and key paths.</summary>
    public List<(string Name, ConfigNode.StringNode Text, string Path)> RawTable(KeyDefinition key)
    {
        var texts = new List<(string, ConfigNode.StringNode, string)>();
        if (Entry.Table.Find(key.Name) is null || Value<ConfigNode.TableNode>(key) is not { } table) return texts;
        foreach (var entry in table.Entries)
        {
            var path = KeyPathText.Join(Path(key), entry.Name);
            if (entry.Value is ConfigNode.StringNode text) texts.Add((entry.Name, text, path));
            else _context.Problems.Error(entry.Value.Place, path, $"is {entry.Value.Describe()}; write a string");
        }

        return texts;
    }

    /// <summary>Whether the key's value is an array.</summary>
    public bool IsArray(KeyDefinition key) => Entry.Table.Find(key.Name)?.Value is ConfigNode.ArrayNode;

    /// <summary>Whether the key's value is an array without items.</summary>
    public bool IsEmpty(KeyDefinition key) => Entry.Table.Find(key.Name)?.Value is ConfigNode.ArrayNode { Items.Count: 0 };

    /// <summary>The duration of a key, or <c>null</c>.</summary>
    public TimeSpan? Time(KeyDefinition key)
    {
        if (Text(key) is not { } text) return null;
        if (!Duration.TryParse(text.Value, out var time, out var wrong)) _context.Error(text, $"{text.Shown} {wrong}");
        else if (time < TimeSpan.FromMilliseconds(key.Minimum ?? 0)) _context.Error(text, $"{text.Shown} is too short; use {Duration.Show(key.Minimum ?? 0)} or more");
        else if (time.TotalMilliseconds > key.Maximum) _context.Error(text, $"{text.Shown} is too long; use at most {Duration.Show(key.Maximum.Value)}");
        else return time;
        return null;
    }

    /// <summary>The size of a key in bytes, or <c>null</c>.</summary>
    public long? Size(KeyDefinition key)
    {
        if (Entry.Table.Find(key.Name)?.Value is ConfigNode.IntegerNode number)
        {
            if (number.Value >= 0 && number.Value <= (key.Maximum ?? long.MaxValue)) return number.Value;
            Error(key, $"is {number.Value.ToString(CultureInfo.InvariantCulture)}; use {(number.Value < 0 ? "0 or more" : $"at most {key.Maximum}")}");
            return null;
        }

        if (Text(key) is not { } text) return null;
        if (!ByteSize.TryParse(text.Value, out var bytes, out var wrong)) _context.Error(text, $"{text.Shown} {wrong}");
        else if (bytes > key.Maximum) _context.Error(text, $"{text.Shown} is too large; use at most {key.Maximum}");
        else return bytes;
        return null;
    }

    /// <summary>The statuses of a key, or <c>null</c>.</summary>
    public ValueList<StatusRange>? Statuses(KeyDefinition key)
    {
        if (Text(key) is not { Value.Length: > 0 } text) return null;
        if (StatusRanges.TryParse(text.Value, out var ranges, out var wrong)) return ranges;
        _context.Error(text, $"{text.Shown} {wrong}");
        return null;
    }

    private bool InRange(KeyDefinition key, ConfigNode.IntegerNode node, string path)
    {
        var (minimum, maximum) = (key.Minimum ?? int.MinValue, key.Maximum ?? int.MaxValue);
        if (node.Value >= minimum && node.Value <= maximum) return true;
        var range = maximum is int.MaxValue ? $"{minimum} or more" : $"{minimum} to {maximum}";
        _context.Problems.Error(node.Place, path, $"is {node.Value.ToString(CultureInfo.InvariantCulture)}; use {range}");
        return false;
    }

    [SuppressMessage("Style", "IDE0046", Justification = "Three outcomes read better as three lines.")]
    private T? Value<T>(KeyDefinition key)
        where T : ConfigNode
    {
        if (Entry.Table.Find(key.Name)?.Value is not { } value) return null;
        if (value is T typed) return typed;
        Error(key, $"is {value.Describe()}; write {Wanted(key)}");
        return null;
    }

    private static string Wanted(KeyDefinition key)
    {
        var kind = key.Kind switch
        {
            KeyKind.Number => "an integer",
            KeyKind.Boolean => "true or false",
            KeyKind.Duration => key.Example is null ? "a duration in quotes, such as \"10s\"" : "a duration in quotes",
            KeyKind.Size => key.Example is null ? "a size, such as \"10mb\" or 512" : "a size",
            KeyKind.TextList => "an array of strings",
            KeyKind.NumberList => "an array of integers",
            KeyKind.TextTable => "a table of strings",
            KeyKind.TextTableOrList => "a table of strings, or an array of \"Name: value\"",
            _ => "a string",
        };
        return key.Example is { } example ? $"{kind}, such as {example}" : kind;
    }

    private void CheckKnown(SectionDefinition section, ConfigNode.TableEntry written)
    {
        var key = section.Find(written.Name);
        if (key is { Availability: KeyAvailability.Now }) return;
        var path = KeyPathText.Join(Entry.Path, written.Name);
        if (key is null)
        {
            if (section.TakesOtherKeys) return;
            var suggestion = _context.Problems.Suggest(written.Name, section.Keys.Select(known => known.Name), "remove it");
            _context.Problems.Error(written.KeyPlace, path, $"unknown key; {suggestion}");
        }
        else if (key.Availability is KeyAvailability.Later)
        {
            _context.Problems.Warning(written.KeyPlace, path, $"is {NotYet.ActedOn}");
        }
        else if (key.Availability is KeyAvailability.LaterRefused && written.Value is not (ConfigNode.BooleanNode { Value: false } or ConfigNode.ArrayNode { Items.Count: 0 }))
        {
            _context.Problems.Error(written.KeyPlace, path, $"is {NotYet.MustNotBeIgnored}; remove it to run without it");
        }
    }
}
