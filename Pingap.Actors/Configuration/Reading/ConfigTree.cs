using Pingap.Actors.Configuration.Schema;
using Pingap.Actors.Configuration.Syntax;
using Pingap.Actors.Configuration.Values;

namespace Pingap.Actors.Configuration.Reading;

/// <summary>The sections of all documents put together. The first of two tables of one name counts; the second is a problem.</summary>
internal sealed class ConfigTree
{
    private readonly Dictionary<string, OrderedDictionary<string, SectionEntry>> _sections = new(StringComparer.Ordinal);
    private readonly WrittenPlaces _places = new();
    private readonly ProblemList _problems;

    /// <summary>Puts the documents' top tables together.</summary>
    public ConfigTree(IEnumerable<ConfigNode.TableNode> documents, ProblemList problems)
    {
        _problems = problems;
        foreach (var document in documents)
        {
            foreach (var entry in document.Entries) AddSection(entry);
        }
    }

    /// <summary>Where each table and key is written, by key path.</summary>
    public IReadOnlyDictionary<string, SourcePlace> Places => _places;

    /// <summary>The tables of a section by name, in the order of the files.</summary>
    public OrderedDictionary<string, SectionEntry> Entries(SectionDefinition section)
    {
        if (!_sections.TryGetValue(section.Name, out var entries)) _sections.Add(section.Name, entries = new(StringComparer.Ordinal));
        return entries;
    }

    private void AddSection(ConfigNode.TableEntry written)
    {
        var section = ConfigSchema.Sections.FirstOrDefault(known => known.Name == written.Name);
        if (section is null)
        {
            var suggestion = _problems.Suggest(written.Name, ConfigSchema.Sections.Select(known => known.Name), "remove it");
            _problems.Error(written.KeyPlace, KeyPathText.Join("", written.Name), $"unknown section; {suggestion}");
        }
        else if (written.Value is not ConfigNode.TableNode table)
        {
            _problems.Error(written.KeyPlace, section.Name, $"is {written.Value.Describe()}; write a table [{section.Name}{(section.HasEntries ? ".NAME" : "")}]");
        }
        else if (!section.HasEntries)
        {
            Add(section, new SectionEntry(section.Name, section.Name, written.KeyPlace, table));
        }
        else
        {
            _places.Add(section.Name, written.KeyPlace);
            foreach (var entry in table.Entries) AddEntry(section, entry);
        }
    }

    private void AddEntry(SectionDefinition section, ConfigNode.TableEntry written)
    {
        var path = KeyPathText.Join(section.Name, written.Name);
        if (string.IsNullOrWhiteSpace(written.Name)) _problems.Error(written.KeyPlace, path, "has no name; give it one");
        else if (written.Name.Any(char.IsControl)) _problems.Error(written.KeyPlace, path, "has a control character in its name; remove it");
        else if (written.Value is ConfigNode.TableNode table) Add(section, new SectionEntry(written.Name, path, written.KeyPlace, table));
        else _problems.Error(written.KeyPlace, path, $"is {written.Value.Describe()}; write a table [{section.Name}.NAME] with settings");
    }

    private void Add(SectionDefinition section, SectionEntry entry)
    {
        var entries = Entries(section);
        if (!entries.TryAdd(entry.Name, entry))
        {
            _problems.Error(entry.Place, entry.Path, $"is already defined at {entries[entry.Name].Place}; keep one of them");
            return;
        }

        Remember(entry);
    }

    /// <summary>
    /// Remembers where the keys that the section knows are written, in the table or in what it includes. Not what stands below them: an
    /// included text would be remembered once for every table that includes it.
    /// </summary>
    public void RememberKeys(SectionDefinition section, SectionEntry entry) =>
        _places.SetKeys(entry.Path, entry.Place, section.Keys.Select(key => entry.Table.Find(key.Name)).OfType<ConfigNode.TableEntry>());

    private void Remember(SectionEntry entry) => _places.Set(entry.Path, entry.Place, entry.Table);
}
