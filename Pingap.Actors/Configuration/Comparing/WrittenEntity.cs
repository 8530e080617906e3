using Pingap.Actors.Configuration.Schema;
using Pingap.Actors.Configuration.Syntax;

namespace Pingap.Actors.Configuration.Comparing;

/// <summary>An entity as it is written: its keys with their values, tables below it spread out.</summary>
/// <param name="Section">The section it stands in.</param>
/// <param name="Keys">In the order of the file, each with the names of the tables it stands in.</param>
internal sealed record WrittenEntity(SectionDefinition Section, OrderedDictionary<ValueList<string>, ConfigNode> Keys)
{
    /// <summary>All entities of a configuration, in the order of sections and files. Texts that do not parse have none.</summary>
    public static OrderedDictionary<EntityKey, WrittenEntity> AllOf(IReadOnlyList<ConfigDocument> documents)
    {
        var problems = new List<ConfigProblem>();
        var tables = documents.Select(document => TomlDocument.Parse(document, problems)).OfType<ConfigNode.TableNode>().ToList();
        var entities = new OrderedDictionary<EntityKey, WrittenEntity>();
        foreach (var section in ConfigSchema.Sections)
        {
            foreach (var found in tables.Select(table => table.Find(section.Name)?.Value).OfType<ConfigNode.TableNode>())
            {
                if (!section.HasEntries) Add(section, null, found);
                else
                    foreach (var entry in found.Entries)
                        if (entry.Value is ConfigNode.TableNode below) Add(section, entry.Name, below);
            }
        }

        return entities;

        void Add(SectionDefinition section, string? name, ConfigNode.TableNode table)
        {
            var key = new EntityKey(section.Name, name);
            if (!entities.TryGetValue(key, out var entity)) entities.Add(key, entity = new WrittenEntity(section, []));
            entity.Spread([], table);
        }
    }

    /// <summary>The key's value as it may be shown, or <c>null</c> when it has none.</summary>
    public string? Show(ValueList<string> key) => Keys.TryGetValue(key, out var value) ? Redaction.Show(Section, key, value) : null;

    private void Spread(ValueList<string> above, ConfigNode.TableNode table)
    {
        foreach (var entry in table.Entries)
        {
            ValueList<string> key = [.. above, entry.Name];
            if (entry.Value is ConfigNode.TableNode below) Spread(key, below);
            else Keys.TryAdd(key, entry.Value);
        }
    }
}
