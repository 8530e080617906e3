using Pingap.Actors.Configuration.Schema;
using Pingap.Actors.Configuration.Syntax;
using Pingap.Actors.Configuration.Values;

namespace Pingap.Actors.Configuration.Reading;

/// <summary>Reads <c>[plugins]</c>, and the names of plugins in locations.</summary>
internal sealed class PluginReader(ReadingContext context)
{
    private readonly OptionReader _options = new(context);
    private readonly Dictionary<PluginName, string> _categories = new(PluginCategories.BuiltIn);
    private readonly HashSet<PluginName> _used = [];

    /// <summary>Reads one plugin.</summary>
    public PluginConfig Read(SectionEntry entry)
    {
        var table = new TableReader(context, PluginKeys.Section, entry);
        var name = new PluginName(entry.Name);
        if (PluginCategories.BuiltIn.ContainsKey(name))
            context.Problems.Error(entry.Place, entry.Path, "is the name of a plugin that always exists; use another");
        var category = Category(table);
        _categories[name] = category;
        return new PluginConfig(name, category, Step(table), Options(entry), table.Text(PluginKeys.Remark)?.Value);
    }

    /// <summary>The plugins of a location, all of which were read before; says of each that it does not act yet.</summary>
    public ValueList<PluginName> Names(TableReader location)
    {
        var names = new List<PluginName>();
        foreach (var text in location.Texts(LocationKeys.Plugins))
        {
            var name = new PluginName(text.Value);
            names.Add(name);
            _used.Add(name);
            if (_categories.TryGetValue(name, out var category)) SayNotYet(text, category);
            else context.CheckReference(text, PluginKeys.Section, "plugin", PluginCategories.BuiltIn.Keys.Select(builtIn => builtIn.Value));
        }

        return names.ToValueList();
    }

    /// <summary>Says of every plugin that no location names that it does not act yet.</summary>
    public void WarnOfUnused()
    {
        if (!context.IsComplete) return;
        foreach (var (name, entry) in context.Tree.Entries(PluginKeys.Section))
        {
            if (!_used.Contains(new PluginName(name)))
                context.Problems.Warning(entry.Place, entry.Path, $"is {NotYet.ActedOn}");
        }
    }

    private void SayNotYet(SettingText text, string category)
    {
        if (PluginCategories.Find(category) is not { } known) return;
        if (known.IsNeeded) context.Error(text, $"{text.Shown} is a plugin {category}, which is {NotYet.MustNotBeIgnored}; remove it to run without it");
        else context.Problems.Warning(text.Place, text.Path, $"{text.Shown} is a plugin {category}, which is {NotYet.ActedOn}");
    }

    private string Category(TableReader table)
    {
        if (table.Text(PluginKeys.Category) is not { } text) return "";
        if (PluginCategories.Find(text.Value) is not null) return text.Value;
        context.Error(text, $"{text.Shown} is not a category of plugins; {Nearest.Suggestion(text.Value, PluginKeys.Category.Values, $"use one of {string.Join(", ", PluginKeys.Category.Values)}")}");
        return "";
    }

    private string? Step(TableReader table)
    {
        if (table.Text(PluginKeys.Step) is not { Value.Length: > 0 } text) return null;
        if (PluginKeys.Step.Values.Contains(text.Value)) return text.Value;
        context.Error(text, $"{text.Shown} is not a step; {Nearest.Suggestion(text.Value, PluginKeys.Step.Values, $"use {string.Join(", ", PluginKeys.Step.Values)}")}");
        return null;
    }

    private OptionValue.Table Options(SectionEntry entry)
    {
        var own = new ConfigNode.TableNode(entry.Table.Place);
        foreach (var key in entry.Table.Entries)
        {
            if (PluginKeys.Section.Keys.All(common => common.Name != key.Name)) own.TryAdd(key);
        }

        return _options.Read(own, entry.Path);
    }
}
