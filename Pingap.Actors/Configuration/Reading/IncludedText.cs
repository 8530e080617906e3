using Pingap.Actors.Configuration.Schema;
using Pingap.Actors.Configuration.Syntax;

namespace Pingap.Actors.Configuration.Reading;

/// <summary>The parsed text of a storage, which any number of tables include.</summary>
/// <param name="table">What the text holds.</param>
internal sealed class IncludedText(ConfigNode.TableNode table)
{
    /// <summary>So many characters of a string weigh as much as a key.</summary>
    private const int CharactersOfAKey = 64;

    private readonly Dictionary<string, (List<ConfigNode.TableEntry> Keys, int Weight)> _known = new(StringComparer.Ordinal);

    /// <summary>
    /// What a further table of a section gets of it. The first of each section gets all keys; one that the section does not know is as wrong
    /// in every other table that includes it, and said once.
    /// </summary>
    /// <param name="section">The section of the table.</param>
    /// <param name="weight">How many keys, items and pieces of long strings are read once more for this table; 0 for the first.</param>
    public IReadOnlyList<ConfigNode.TableEntry> KeysFor(SectionDefinition section, out int weight)
    {
        if (_known.TryGetValue(section.Name, out var known))
        {
            weight = known.Weight;
            return known.Keys;
        }

        var keys = table.Entries.Where(entry => section.Keys.Any(key => key.Name == entry.Name)).ToList();
        _known.Add(section.Name, (keys, 1 + keys.Sum(key => Weight(key.Value))));
        weight = 0;
        return table.Entries;
    }

    private static int Weight(ConfigNode value) => value switch
    {
        ConfigNode.StringNode text => 1 + (text.Value.Length / CharactersOfAKey),
        ConfigNode.ArrayNode array => 1 + array.Items.Sum(Weight),
        ConfigNode.TableNode below => 1 + below.Entries.Sum(entry => Weight(entry.Value)),
        _ => 1,
    };
}
