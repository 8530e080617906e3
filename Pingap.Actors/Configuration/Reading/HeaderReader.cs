using Pingap.Actors.Configuration.Syntax;
using Pingap.Actors.Configuration.Values;

namespace Pingap.Actors.Configuration.Reading;

/// <summary>Reads changes to a header; no value is ever repeated in a problem.</summary>
internal sealed class HeaderReader(ReadingContext context, RegexGroups captures)
{
    private readonly List<HeaderRule> _rules = [];

    /// <summary>The rules so far, in the order they were added.</summary>
    public ValueList<HeaderRule> Rules => _rules.ToValueList();

    /// <summary>Adds a rule for each line <c>Name: value</c>.</summary>
    public void AddLines(HeaderAction action, IEnumerable<(ConfigNode.StringNode Text, string Path)> lines)
    {
        foreach (var (text, path) in lines)
        {
            var colon = text.Value.IndexOf(':', StringComparison.Ordinal);
            if (colon < 0) context.Problems.Error(text.Place, path, "has no colon; write \"Name: value\"");
            else Add(action, text.Value[..colon].Trim(), text.Value[(colon + 1)..], text.Place, path);
        }
    }

    /// <summary>Adds a rule for each entry of a table.</summary>
    public void AddTable(HeaderAction action, IEnumerable<(string Name, ConfigNode.StringNode Text, string Path)> entries)
    {
        foreach (var (name, text, path) in entries) Add(action, name, text.Value, text.Place, path);
    }

    /// <summary>Adds a rule that takes each of the fields away.</summary>
    public void AddRemovals(IEnumerable<SettingText> names)
    {
        foreach (var name in names) Add(HeaderAction.Remove, name.Value, "", name.Place, name.Path);
    }

    private void Add(HeaderAction action, string name, string value, SourcePlace place, string path)
    {
        if (!FieldSyntax.IsToken(name) || name.StartsWith('$'))
        {
            context.Problems.Error(place, path, "the field's name has characters that names cannot have; use letters, digits and -");
            return;
        }

        if (FieldSyntax.IsOwnedByTheProxy(name))
        {
            context.Problems.Error(place, path, $"{name} is written by the proxy itself, upgrades included; remove this");
            return;
        }

        // Most values have no variables.
        var template = value.Contains('$', StringComparison.Ordinal) ? Template(name, value, place, path) : ValueTemplate.Literal(value.Trim());
        foreach (var part in template.Parts)
        {
            if (part.Variable is not null || FieldSyntax.IsValue(part.Text)) continue;
            context.Problems.Error(place, path, $"the value of {name} has a line break, a control character, or one outside ASCII; use printable ASCII");
            break;
        }

        _rules.Add(new HeaderRule(action, name, template));
    }

    private ValueTemplate Template(string name, string value, SourcePlace place, string path)
    {
        var reader = new TemplateText(captures, context.Environment.Variable, namesMayBeShown: !FieldSyntax.IsLikelySecret(name));
        var template = reader.Parse(value.Trim());
        foreach (var message in reader.Wrong) context.Problems.Error(place, path, message);
        return template;
    }
}
