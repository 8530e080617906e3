using Tomlyn.Syntax;

namespace Pingap.Actors.Configuration.Syntax;

/// <summary>Builds the nodes of a text whose syntax is right.</summary>
/// <param name="place">Where positions of the text stand in the configuration.</param>
internal sealed class NodeBuilder(PlaceOf place)
{
    /// <summary>The most parts a dotted key may have.</summary>
    private const int DeepestKey = 32;

    /// <summary>The most levels of the tree, so that nobody who walks it needs a deep stack.</summary>
    private const int Deepest = 96;

    /// <summary>The first key that has too many parts, or stands too deep, and what to say of it; the tree is not whole then.</summary>
    public (TextPosition At, string Message)? TooDeep { get; private set; }

    /// <summary>The top table.</summary>
    public ConfigNode.TableNode Build(DocumentSyntax syntax)
    {
        var root = new ConfigNode.TableNode(place(default));
        foreach (var pair in syntax.KeyValues) Add(root, pair, depth: 0);
        foreach (var table in syntax.Tables) Add(root, table);
        return root;
    }

    private void Add(ConfigNode.TableNode root, TableSyntaxBase syntax)
    {
        if (syntax.Name is not { } name || Path(name, depth: 0) is not { } path) return;
        if (Descend(root, path, path.Count - 1) is not { } parent) return;
        var (last, at) = path[^1];
        ConfigNode.TableNode? table;
        if (syntax is TableArraySyntax)
        {
            parent.TryAdd(new ConfigNode.TableEntry(last, at, new ConfigNode.ArrayNode(at, [])));
            table = new ConfigNode.TableNode(at);
            (parent.Find(last)?.Value as ConfigNode.ArrayNode)?.Items.Add(table);
        }
        else
        {
            table = Child(parent, last, at);
        }

        if (table is null) return;
        foreach (var pair in syntax.Items) Add(table, pair, path.Count);
    }

    private void Add(ConfigNode.TableNode table, KeyValueSyntax pair, int depth)
    {
        if (pair.Key is not { } key || pair.Value is not { } value || Path(key, depth) is not { } path) return;
        if (Descend(table, path, path.Count - 1) is not { } parent) return;
        parent.TryAdd(new ConfigNode.TableEntry(path[^1].Name, path[^1].Place, Node(value, depth + path.Count)));
    }

    private ConfigNode Node(ValueSyntax syntax, int depth)
    {
        var at = At(syntax);
        switch (syntax)
        {
            case StringValueSyntax text: return new ConfigNode.StringNode(at, text.Value ?? "") { Written = text.Token?.Text.AsMemory() ?? default };
            case IntegerValueSyntax number: return new ConfigNode.IntegerNode(at, number.Value);
            case BooleanValueSyntax truth: return new ConfigNode.BooleanNode(at, truth.Value);
            case FloatValueSyntax fraction: return new ConfigNode.FractionNode(at, fraction.Value);
            case DateTimeValueSyntax: return new ConfigNode.OtherNode(at, "a date or time");
            case ArraySyntax array:
                var items = new List<ConfigNode>();
                foreach (var item in array.Items)
                {
                    if (item.Value is { } value) items.Add(Node(value, depth + 1));
                }

                return new ConfigNode.ArrayNode(at, items);
            case InlineTableSyntax inline:
                var table = new ConfigNode.TableNode(at);
                foreach (var item in inline.Items)
                {
                    if (item.KeyValue is { } pair) Add(table, pair, depth);
                }

                return table;
            default: return new ConfigNode.OtherNode(at, "a value of unknown kind");
        }
    }

    private List<(string Name, SourcePlace Place)>? Path(KeySyntax key, int depth)
    {
        var path = new List<(string, SourcePlace)>();
        if (key.Key is { } first) path.Add((Name(first), At(first)));
        foreach (var dotted in key.DotKeys)
        {
            if (dotted.Key is { } next) path.Add((Name(next), At(next)));
            if (path.Count > DeepestKey) break;
        }

        if (path.Count is > 0 and <= DeepestKey && depth + path.Count <= Deepest) return path;
        if (path.Count > DeepestKey) TooDeep ??= (key.Span.Start, $"a key of more than {DeepestKey} parts");
        else if (path.Count > 0) TooDeep ??= (key.Span.Start, $"tables are nested deeper than {Deepest} levels");
        return null;
    }

    private static ConfigNode.TableNode? Descend(ConfigNode.TableNode table, List<(string Name, SourcePlace Place)> path, int steps)
    {
        ConfigNode.TableNode? at = table;
        for (var i = 0; i < steps && at is not null; i++) at = Child(at, path[i].Name, path[i].Place);
        return at;
    }

    private static ConfigNode.TableNode? Child(ConfigNode.TableNode parent, string name, SourcePlace at)
    {
        parent.TryAdd(new ConfigNode.TableEntry(name, at, new ConfigNode.TableNode(at)));
        return parent.Find(name)?.Value switch
        {
            ConfigNode.TableNode table => table,
            ConfigNode.ArrayNode { Items: [.., ConfigNode.TableNode last] } => last,
            _ => null,
        };
    }

    private static string Name(BareKeyOrStringValueSyntax key) => key switch
    {
        BareKeySyntax bare => bare.Key?.Text ?? "",
        StringValueSyntax text => text.Value ?? "",
        _ => "",
    };

    private SourcePlace At(SyntaxNode node) => place(node.Span.Start);
}
