using Tomlyn;
using Tomlyn.Parsing;
using Tomlyn.Syntax;

namespace Pingap.Actors.Configuration.Syntax;

/// <summary>Parses one TOML text into nodes.</summary>
internal static class TomlDocument
{
    private static readonly string TooDeep = $"values are nested deeper than {NestingScan.Deepest} levels";

    /// <summary>The document's top table, or <c>null</c> if its syntax is wrong, which is then among the problems.</summary>
    public static ConfigNode.TableNode? Parse(ConfigDocument document, ICollection<ConfigProblem> problems) =>
        PlainToml.Read(document) ?? ParseAny(document, problems);

    /// <summary>The same, without the quick way for texts that have nothing unusual.</summary>
    public static ConfigNode.TableNode? ParseAny(ConfigDocument document, ICollection<ConfigProblem> problems) =>
        Parse(document.Text, position => new SourcePlace(document.File, position.Line + 1, position.Column + 1), "", problems);

    /// <summary>The top table of a text, or <c>null</c> if its syntax is wrong, which is then among the problems.</summary>
    /// <param name="text">The text.</param>
    /// <param name="place">Where its positions stand in the configuration.</param>
    /// <param name="path">The key whose value the text is; empty for a whole file.</param>
    /// <param name="problems">Receives what is wrong.</param>
    public static ConfigNode.TableNode? Parse(string text, PlaceOf place, string path, ICollection<ConfigProblem> problems)
    {
        // A last line without an end makes this parser throw when it is broken in certain ways.
        var parsed = text.TrimStart('\uFEFF') + "\n";
        DocumentSyntax syntax;
        try
        {
            if (NestingScan.FindTooDeep(parsed) is { } deep) return Wrong(deep, TooDeep);
            syntax = SyntaxParser.Parse(parsed, validate: true);
        }
        catch (TomlException)
        {
            // The parser has no diagnostic, only this, for values nested deeper than its limit; a broken string can hide them from the scan.
            return Wrong(default, TooDeep);
        }

        if (syntax.HasErrors)
        {
            Report(syntax, parsed, place, path, problems);
            return null;
        }

        var builder = new NodeBuilder(place);
        var root = builder.Build(syntax);
        return builder.TooDeep is { } key ? Wrong(key.At, key.Message) : root;

        ConfigNode.TableNode? Wrong(TextPosition at, string message)
        {
            problems.Add(new ConfigProblem(ProblemSeverity.Error, place(at), path, message));
            return null;
        }
    }

    private static void Report(DocumentSyntax syntax, string text, PlaceOf place, string path, ICollection<ConfigProblem> problems)
    {
        var lines = new TextLines(text);

        // One slip makes the parser stumble several times on its line; only the first says something.
        var reported = new HashSet<int>();
        foreach (var (found, at) in syntax.Diagnostics
            .Select(found => (Found: found, At: TomlSyntaxProblem.IsAtEnd(found) ? lines.End : lines.Within(found.Span.Start)))
            .OrderBy(finding => finding.At.Offset).ThenByDescending(finding => TomlSyntaxProblem.IsAtEnd(finding.Found)))
        {
            if (found.Kind is not DiagnosticMessageKind.Error || (reported.Count > 0 && TomlSyntaxProblem.IsEcho(found)) || !reported.Add(at.Line)) continue;
            var message = TomlSyntaxProblem.Message(found, (line, column) => place(lines.Position(line - 1, column - 1)).Line);
            problems.Add(new ConfigProblem(ProblemSeverity.Error, place(at), path, message));
            // From here on the parser takes keys for text and text for keys.
            if (TomlSyntaxProblem.IsUnclosedString(found)) return;
        }
    }
}
