using Pingap.Actors.Configuration.Syntax;
using Pingap.Actors.Configuration.Values;

namespace Pingap.Actors.Configuration.Reading;

/// <summary>Reads settings whose names and types only the plugin knows.</summary>
internal sealed class OptionReader
{
    private readonly ReadingContext _context;

    /// <summary>A reader that leaves variables of the request, such as <c>${host}</c>, as they are: the plugin reads those.</summary>
    public OptionReader(ReadingContext context)
    {
        var environment = context.Environment.Variable;
        _context = context with { Environment = context.Environment with { Variable = name => IsOfRequest(name) ? $"${{{name}}}" : environment(name) } };
    }

    /// <summary>The settings of a table.</summary>
    public OptionValue.Table Read(ConfigNode.TableNode table, string path) => new(table.Entries
        .Select(entry => (entry.Name, Value: Read(entry.Value, KeyPathText.Join(path, entry.Name))))
        .Where(option => option.Value is not null)
        .Select(option => new OptionValue.Entry(option.Name, option.Value!))
        .OrderBy(option => option.Name, StringComparer.Ordinal)
        .ToValueList());

    private OptionValue? Read(ConfigNode node, string path)
    {
        switch (node)
        {
            case ConfigNode.StringNode text: return new OptionValue.Text(_context.Expand(text, path).Value);
            case ConfigNode.IntegerNode number: return new OptionValue.Number(number.Value);
            case ConfigNode.FractionNode fraction: return new OptionValue.Fraction(fraction.Value);
            case ConfigNode.BooleanNode flag: return new OptionValue.Flag(flag.Value);
            case ConfigNode.TableNode table: return Read(table, path);
            case ConfigNode.ArrayNode array:
                var items = array.Items.Select((item, i) => Read(item, KeyPathText.Item(path, i))).ToList();
                return items.Contains(null) ? null : new OptionValue.Sequence(items.Select(item => item!).ToValueList());
            default:
                _context.Problems.Error(node.Place, path, $"is {node.Describe()}; put quotes around it");
                return null;
        }
    }

    private static bool IsOfRequest(string name) =>
        VariableNames.Known.ContainsKey(name) || name.StartsWith(VariableNames.HeaderPrefix, StringComparison.Ordinal);
}
