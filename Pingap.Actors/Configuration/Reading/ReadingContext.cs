using Pingap.Actors.Configuration.Schema;
using Pingap.Actors.Configuration.Syntax;
using Pingap.Actors.Configuration.Values;

namespace Pingap.Actors.Configuration.Reading;

/// <summary>What every reader of a section needs.</summary>
/// <param name="Environment">The world around the configuration.</param>
/// <param name="Problems">Receives what is wrong.</param>
/// <param name="Tree">All tables that could be parsed.</param>
/// <param name="IsComplete">Whether every document could be parsed; if not, a missing name may only be unread.</param>
internal sealed record ReadingContext(ConfigEnvironment Environment, ProblemList Problems, ConfigTree Tree, bool IsComplete)
{
    /// <summary>A string with the environment's values in it.</summary>
    public SettingText Expand(ConfigNode.StringNode text, string path)
    {
        if (!text.Value.Contains('$', StringComparison.Ordinal)) return new SettingText(text.Value, text.Value, text.Place, path, IsKnown: true);
        var wrong = new List<string>();
        var value = EnvironmentText.Expand(text.Value, Environment.Variable, wrong);
        foreach (var message in wrong) Problems.Error(text.Place, path, message);
        return new SettingText(value, text.Value, text.Place, path, IsKnown: wrong.Count == 0);
    }

    /// <summary>Reports an error about a string; not about one whose value nobody knows, which was reported already.</summary>
    public void Error(SettingText at, string message)
    {
        if (at.IsKnown) Problems.Error(at.Place, at.Path, message);
    }

    /// <summary>Reports a name that no entry of the section has.</summary>
    /// <param name="name">The name.</param>
    /// <param name="section">The section.</param>
    /// <param name="kind">What an entry is called: <c>upstream</c>.</param>
    /// <param name="builtIn">Names that exist without an entry, for suggestions.</param>
    public void CheckReference(SettingText name, SectionDefinition section, string kind, IEnumerable<string>? builtIn = null)
    {
        var entries = Tree.Entries(section);
        if (!IsComplete || entries.ContainsKey(name.Value)) return;
        var suggestion = Problems.Suggest(name.Value, entries.Keys.Concat(builtIn ?? []), $"add a table [{section.Name}.NAME] of that name");
        Error(name, $"there is no {kind} {name.Shown}; {suggestion}");
    }
}
