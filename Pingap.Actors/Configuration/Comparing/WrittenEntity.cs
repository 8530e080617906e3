using Pingap.Actors.Configuration.Schema;
using Pingap.Actors.Configuration.Syntax;

namespace Pingap.Actors.Configuration.Comparing;

/// <summary>An entity as it is written: its keys with their values, tables below it spread out.</summary>
/// <param name="Section">The section it stands in.</param>
/// <param name="Path">Its key path.</param>
/// <param name="Keys">In the order of the file.</param>
internal sealed record WrittenEntity(SectionDefinition Section, string Path, OrderedDictionary<string, ConfigNode> Keys)
{
    /// <summary>All entities of a configuration by key path, in the order of sections and files. Texts that do not parse have none.</summary>
    public static OrderedDictionary<string, WrittenEntity> AllOf(IReadOnlyList<ConfigDocument> documents)
    {
        var problems = new List<ConfigProblem>();
        var tables = documents.Select(document => TomlDocument.Parse(document, problems)).OfType<ConfigNode.TableNode>().ToList();
        var entities = new OrderedDictionary<string, WrittenEntity>(StringComparer.Ordinal);
        foreach (var section in ConfigSchema.Sections)
        {
            foreach (var found in tables.Select(table => table.Find(section.Name)?.Value).OfType<ConfigNode.TableNode>())
            {
                if (!section.HasEntries) Add(section, section.Name, found);
                else
                    foreach (var entry in found.Entries)
                        if (entry.Value is ConfigNode.TableNode below) Add(section, KeyPathText.Join(section.Name, entry.Name), below);
            }
        }

        return entities;

        void Add(SectionDefinition section, string path, ConfigNode.TableNode table)
        {
            if (!entities.TryGetValue(path, out var entity)) entities.Add(path, entity = new WrittenEntity(section, path, new(StringComparer.Ordinal)));
            entity.Spread("", table);
        }
    }

    /// <summary>The key's value as it may be shown, or <c>null</c> when it has none.</summary>
    public string? Show(string key) => Keys.TryGetValue(key, out var value) ? Redaction.Show(Section, key, value) : null;

    private void Spread(string above, ConfigNode.TableNode table)
    {
        foreach (var entry in table.Entries)
        {
            var key = KeyPathText.Join(above, entry.Name);
            if (entry.Value is ConfigNode.TableNode below) Spread(key, below);
            else Keys.TryAdd(key, entry.Value);
        }
    }
}
