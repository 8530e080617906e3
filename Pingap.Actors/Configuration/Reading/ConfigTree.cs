using Pingap.Actors.Configuration.Schema;
using Pingap.Actors.Configuration.Syntax;
using Pingap.Actors.Configuration.Values;

namespace Pingap.Actors.Configuration.Reading;

/// <summary>The sections of all documents put together. The first of two tables of one name counts; the second is a problem.</summary>
internal sealed class ConfigTree
{
    private readonly Dictionary<string, List<SectionEntry>> _entries = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Dictionary<string, SectionEntry>> _byName = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SourcePlace> _places = new(StringComparer.Ordinal);
    private readonly ProblemList _problems;

    /// <summary>Puts the documents' top tables together.</summary>
    public ConfigTree(IEnumerable<ConfigNode.Table> documents, ProblemList problems)
    {
        _problems = problems;
        foreach (var document in documents)
        {
            foreach (var entry in document.Entries) AddSection(entry);
        }
    }

    /// <summary>Where each table and key is written, by key path.</summary>
    public IReadOnlyDictionary<string, SourcePlace> Places => _places;

    /// <summary>The tables of a section in the order of the files, those defined a second time included.</summary>
    public IReadOnlyList<SectionEntry> Entries(SectionDefinition section) => _entries.GetValueOrDefault(section.Name) ?? [];

    /// <summary>The names of a section's entries.</summary>
    public IReadOnlyCollection<string> Names(SectionDefinition section) => _byName.GetValueOrDefault(section.Name)?.Keys ?? (IReadOnlyCollection<string>)[];

    /// <summary>Whether this is the table that counts under its name.</summary>
    public bool Counts(SectionDefinition section, SectionEntry entry) => ReferenceEquals(_byName[section.Name][entry.Name], entry);

    private void AddSection(ConfigNode.Entry written)
    {
        var section = ConfigSchema.Sections.FirstOrDefault(known => known.Name == written.Name);
        if (section is null)
        {
            var suggestion = Nearest.Suggestion(written.Name, ConfigSchema.Sections.Select(known => known.Name), "remove it");
            _problems.Error(written.KeyPlace, KeyPath.Join("", written.Name), $"unknown section; {suggestion}");
        }
        else if (written.Value is not ConfigNode.Table table)
        {
            _problems.Error(written.KeyPlace, section.Name, $"is {written.Value.Describe()}; write a table [{section.Name}{(section.HasEntries ? ".NAME" : "")}]");
        }
        else if (!section.HasEntries)
        {
            Add(section, new SectionEntry(section.Name, section.Name, written.KeyPlace, table));
        }
        else
        {
            _places.TryAdd(section.Name, written.KeyPlace);
            foreach (var entry in table.Entries) AddEntry(section, entry);
        }
    }

    private void AddEntry(SectionDefinition section, ConfigNode.Entry written)
    {
        var path = KeyPath.Join(section.Name, written.Name);
        if (written.Value is ConfigNode.Table table) Add(section, new SectionEntry(written.Name, path, written.KeyPlace, table));
        else _problems.Error(written.KeyPlace, path, $"is {written.Value.Describe()}; write a table [{section.Name}.NAME] with settings");
    }

    private void Add(SectionDefinition section, SectionEntry entry)
    {
        if (!_entries.TryGetValue(section.Name, out var entries))
        {
            _entries.Add(section.Name, entries = []);
            _byName.Add(section.Name, new Dictionary<string, SectionEntry>(StringComparer.Ordinal));
        }

        entries.Add(entry);
        if (!_byName[section.Name].TryAdd(entry.Name, entry))
        {
            _problems.Error(entry.Place, entry.Path, $"is already defined at {_byName[section.Name][entry.Name].Place}; keep one of them");
            return;
        }

        _places[entry.Path] = entry.Place;
        Remember(entry.Path, entry.Table);
    }

    private void Remember(string path, ConfigNode.Table table)
    {
        foreach (var entry in table.Entries)
        {
            var key = KeyPath.Join(path, entry.Name);
            _places[key] = entry.KeyPlace;
            if (entry.Value is ConfigNode.Table below) Remember(key, below);
        }
    }
}
