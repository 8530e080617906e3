using System.Collections.Frozen;

namespace Pingap.Actors.Configuration.Schema;

/// <summary>A top-level table of the configuration.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Meaning">What it holds, in one sentence.</param>
/// <param name="HasEntries">Whether its keys stand in named tables below it (<c>[upstreams.NAME]</c>).</param>
/// <param name="Keys">The keys of the table, or of each entry.</param>
public sealed record SectionDefinition(
    string Name,
    string Meaning,
    bool HasEntries,
    ValueList<KeyDefinition> Keys)
{
    private readonly FrozenDictionary<string, KeyDefinition> _byName = Keys.ToFrozenDictionary(key => key.Name, StringComparer.Ordinal);

    /// <summary>Whether there may be keys besides these.</summary>
    public bool TakesOtherKeys { get; init; }

    /// <summary>The key of that name, or <c>null</c>.</summary>
    public KeyDefinition? Find(string name) => _byName.GetValueOrDefault(name);
}
