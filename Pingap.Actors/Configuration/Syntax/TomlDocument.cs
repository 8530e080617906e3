using Tomlyn;
using Tomlyn.Parsing;
using Tomlyn.Syntax;

namespace Pingap.Actors.Configuration.Syntax;

/// <summary>Parses one TOML text into nodes.</summary>
internal static class TomlDocument
{
    /// <summary>The most parts a dotted key may have; keeps the tree as shallow as the parser keeps its values.</summary>
    private const int DeepestKey = 32;

    /// <summary>The document's top table, or <c>null</c> if its syntax is wrong, which is then among the problems.</summary>
    public static ConfigNode.TableNode? Parse(ConfigDocument document, ICollection<ConfigProblem> problems) =>
        PlainToml.Read(document) ?? ParseAny(document, problems);

    /// <summary>The same, without the quick way for texts that have nothing unusual.</summary>
    public static ConfigNode.TableNode? ParseAny(ConfigDocument document, ICollection<ConfigProblem> problems)
    {
        DocumentSyntax syntax;
        try
        {
            // A last line without an end makes this parser throw when it is broken in certain ways.
            syntax = SyntaxParser.Parse(document.Text.TrimStart('\uFEFF') + "\n", document.File, validate: true);
        }
        catch (TomlException)
        {
            // The parser has no diagnostic, only this, for values nested deeper than its limit.
            problems.Add(new ConfigProblem(ProblemSeverity.Error, new SourcePlace(document.File, 1, 1), "", "values are nested deeper than 64 levels"));
            return null;
        }

        if (syntax.HasErrors)
        {
            Report(syntax, document.File, problems);
            return null;
        }

        var builder = new Builder(document.File);
        var root = new ConfigNode.TableNode(new SourcePlace(document.File, 1, 1));
        foreach (var pair in syntax.KeyValues) builder.Add(root, pair);
        foreach (var table in syntax.Tables) builder.Add(root, table);
        if (builder.TooDeep is not { } place) return root;
        problems.Add(new ConfigProblem(ProblemSeverity.Error, place, "", $"a key of more than {DeepestKey} parts"));
        return null;
    }

    private static void Report(DocumentSyntax syntax, string file, ICollection<ConfigProblem> problems)
    {
        // One slip makes the parser stumble several times on its line; only the first says something.
        var lines = new HashSet<int>();
        foreach (var found in syntax.Diagnostics.OrderBy(found => found.Span.Start.Offset))
        {
            if (found.Kind is not DiagnosticMessageKind.Error || !lines.Add(found.Span.Start.Line)) continue;
            var place = new SourcePlace(file, found.Span.Start.Line + 1, found.Span.Start.Column + 1);
            problems.Add(new ConfigProblem(ProblemSeverity.Error, place, "", TomlSyntaxProblem.Message(found)));
            // From here on the parser takes keys for text and text for keys.
            if (TomlSyntaxProblem.IsUnclosedString(found)) return;
        }
    }

    private sealed class Builder(string file)
    {
        public SourcePlace? TooDeep { get; private set; }

        public void Add(ConfigNode.TableNode root, TableSyntaxBase syntax)
        {
            if (syntax.Name is not { } name || Path(name) is not { } path) return;
            if (Descend(root, path, path.Count - 1) is not { } parent) return;
            var (last, place) = path[^1];
            ConfigNode.TableNode? table;
            if (syntax is TableArraySyntax)
            {
                parent.TryAdd(new ConfigNode.TableEntry(last, place, new ConfigNode.ArrayNode(place, [])));
                table = new ConfigNode.TableNode(place);
                (parent.Find(last)?.Value as ConfigNode.ArrayNode)?.Items.Add(table);
            }
            else
            {
                table = Child(parent, last, place);
            }

            if (table is null) return;
            foreach (var pair in syntax.Items) Add(table, pair);
        }

        public void Add(ConfigNode.TableNode table, KeyValueSyntax pair)
        {
            if (pair.Key is not { } key || pair.Value is not { } value || Path(key) is not { } path) return;
            if (Descend(table, path, path.Count - 1) is not { } parent) return;
            parent.TryAdd(new ConfigNode.TableEntry(path[^1].Name, path[^1].Place, Node(value)));
        }

        private ConfigNode Node(ValueSyntax syntax)
        {
            var place = At(syntax);
            switch (syntax)
            {
                case StringValueSyntax text: return new ConfigNode.StringNode(place, text.Value ?? "");
                case IntegerValueSyntax number: return new ConfigNode.IntegerNode(place, number.Value);
                case BooleanValueSyntax truth: return new ConfigNode.BooleanNode(place, truth.Value);
                case FloatValueSyntax: return new ConfigNode.OtherNode(place, "a fraction");
                case DateTimeValueSyntax: return new ConfigNode.OtherNode(place, "a date or time");
                case ArraySyntax array:
                    var items = new List<ConfigNode>();
                    foreach (var item in array.Items)
                    {
                        if (item.Value is { } value) items.Add(Node(value));
                    }

                    return new ConfigNode.ArrayNode(place, items);
                case InlineTableSyntax inline:
                    var table = new ConfigNode.TableNode(place);
                    foreach (var item in inline.Items)
                    {
                        if (item.KeyValue is { } pair) Add(table, pair);
                    }

                    return table;
                default: return new ConfigNode.OtherNode(place, "a value of unknown kind");
            }
        }

        private List<(string Name, SourcePlace Place)>? Path(KeySyntax key)
        {
            var path = new List<(string, SourcePlace)>();
            if (key.Key is { } first) path.Add((Name(first), At(first)));
            foreach (var dotted in key.DotKeys)
            {
                if (dotted.Key is { } next) path.Add((Name(next), At(next)));
                if (path.Count <= DeepestKey) continue;
                TooDeep ??= At(key);
                return null;
            }

            return path.Count > 0 ? path : null;
        }

        private static ConfigNode.TableNode? Descend(ConfigNode.TableNode table, List<(string Name, SourcePlace Place)> path, int steps)
        {
            ConfigNode.TableNode? at = table;
            for (var i = 0; i < steps && at is not null; i++) at = Child(at, path[i].Name, path[i].Place);
            return at;
        }

        private static ConfigNode.TableNode? Child(ConfigNode.TableNode parent, string name, SourcePlace place)
        {
            parent.TryAdd(new ConfigNode.TableEntry(name, place, new ConfigNode.TableNode(place)));
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

        private SourcePlace At(SyntaxNode node) => new(file, node.Span.Start.Line + 1, node.Span.Start.Column + 1);
    }
}
