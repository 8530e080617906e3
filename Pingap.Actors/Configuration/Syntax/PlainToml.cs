using Tomlyn.Parsing;
using Tomlyn.Syntax;

namespace Pingap.Actors.Configuration.Syntax;

/// <summary>
/// Reads texts that are written as nearly all are: headings that each name a new table, and keys without dots whose values are strings, integers,
/// truth values, arrays of them, or inline tables of them. It builds the nodes from the parser's tokens, where the parser itself would first build
/// a syntax tree of fifty times the size of the text.
/// </summary>
/// <remarks>
/// Whatever is written otherwise, or is wrong in any way, is left to the parser: this never says what is wrong, and accepts nothing
/// that the parser would refuse.
/// </remarks>
internal sealed class PlainToml
{
    /// <summary>The most parts of a heading; whether more of them are too many is for the parser's reader to say.</summary>
    private const int LongestHeading = 8;

    private static readonly TomlToken End = new(TokenKind.Eof, default, default, null, 0);

    private readonly string _file;
    private readonly string _text;
    private readonly TomlLexer _lexer;

    private readonly Dictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> _names;
    private readonly HashSet<ConfigNode.TableNode> _inline = new(ReferenceEqualityComparer.Instance);
    private readonly List<(string Name, SourcePlace Place)> _heading = [];
    private TomlToken _token;

    private PlainToml(ConfigDocument document)
    {
        _file = document.File;
        // A last line without an end makes these tokens throw when it is broken in certain ways.
        _text = document.Text.EndsWith('\n') ? document.Text : document.Text + "\n";
        _names = new Dictionary<string, string>(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
        _lexer = TomlLexer.Create(_text, new TomlLexerOptions { DecodeScalars = true });
    }

    /// <summary>The document's top table; <c>null</c> where the parser has to look at it.</summary>
    public static ConfigNode.TableNode? Read(ConfigDocument document) =>
        document.Text.StartsWith('\uFEFF') ? null : new PlainToml(document).Read();

    private ConfigNode.TableNode? Read()
    {
        var root = new ConfigNode.TableNode(new SourcePlace(_file, 1, 1));
        var table = root;
        Next();
        while (_token.Kind is not TokenKind.Eof)
        {
            if (_token.Kind is TokenKind.NewLine) Next();
            else if (_token.Kind is TokenKind.OpenBracket)
            {
                if (Heading(root) is not { } headed) return null;
                table = headed;
            }
            else if (!Pair(table, endsLine: true))
            {
                return null;
            }
        }

        return _lexer.HasErrors ? null : root;
    }

    /// <summary><c>[a.b]</c> and the end of its line: the new table.</summary>
    private ConfigNode.TableNode? Heading(ConfigNode.TableNode root)
    {
        _heading.Clear();
        do
        {
            Next();
            if (Key() is not { } name) return null;
            _heading.Add((name, Place));
            Next();
        }
        while (_token.Kind is TokenKind.Dot);

        if (_token.Kind is not TokenKind.CloseBracket || _heading.Count > LongestHeading) return null;
        Next();
        if (!EndOfLine()) return null;
        var parent = root;
        for (var i = 0; i < _heading.Count - 1; i++)
        {
            var known = parent.Find(_heading[i].Name);
            // An inline table is complete where it ends.
            if ((known is null ? New(parent, _heading[i]) : known.Value) is not ConfigNode.TableNode below || _inline.Contains(below)) return null;
            parent = below;
        }

        return New(parent, _heading[^1]);
    }

    private static ConfigNode.TableNode? New(ConfigNode.TableNode parent, (string Name, SourcePlace Place) at)
    {
        var table = new ConfigNode.TableNode(at.Place);
        return parent.TryAdd(new ConfigNode.TableEntry(at.Name, at.Place, table)) ? table : null;
    }

    /// <summary><c>key = value</c>, up to what stands behind it.</summary>
    private bool Pair(ConfigNode.TableNode table, bool endsLine)
    {
        if (Key() is not { } name) return false;
        var place = Place;
        Next();
        if (_token.Kind is not TokenKind.Equal) return false;
        _lexer.Mode = TomlLexerMode.Value;
        Next();
        if (Value(mayNest: endsLine) is not { } value) return false;
        _lexer.Mode = TomlLexerMode.Key;
        return (!endsLine || EndOfLine()) && table.TryAdd(new ConfigNode.TableEntry(name, place, value));
    }

    private ConfigNode? Value(bool mayNest)
    {
        if (mayNest && _token.Kind is TokenKind.OpenBracket) return Array();
        if (mayNest && _token.Kind is TokenKind.OpenBrace) return InlineTable();
        var scalar = Scalar();
        if (scalar is not null) Next();
        return scalar;
    }

    private ConfigNode? Scalar() => _token.Kind switch
    {
        TokenKind.String or TokenKind.StringLiteral or TokenKind.StringMulti or TokenKind.StringLiteralMulti =>
            _token.StringValue is { } text
                ? new ConfigNode.StringNode(Place, text) { Written = _text.AsMemory(_token.Start.Offset, _token.Length) }
                : null,
        TokenKind.Integer => new ConfigNode.IntegerNode(Place, unchecked((long)_token.Data)),
        TokenKind.True => new ConfigNode.BooleanNode(Place, true),
        TokenKind.False => new ConfigNode.BooleanNode(Place, false),
        _ => null,
    };

    private ConfigNode.ArrayNode? Array()
    {
        var array = new ConfigNode.ArrayNode(Place, []);
        do
        {
            NextAcrossLines();
            if (_token.Kind is TokenKind.CloseBracket) break;
            if (Scalar() is not { } item) return null;
            array.Items.Add(item);
            NextAcrossLines();
        }
        while (_token.Kind is TokenKind.Comma);

        if (_token.Kind is not TokenKind.CloseBracket) return null;
        Next();
        return array;
    }

    private ConfigNode.TableNode? InlineTable()
    {
        var table = new ConfigNode.TableNode(Place);
        _inline.Add(table);
        do
        {
            _lexer.Mode = TomlLexerMode.Key;
            Next();
            if (_token.Kind is TokenKind.CloseBrace && table.Entries.Count == 0) break;
            if (!Pair(table, endsLine: false)) return null;
        }
        while (_token.Kind is TokenKind.Comma);

        if (_token.Kind is not TokenKind.CloseBrace) return null;
        _lexer.Mode = TomlLexerMode.Value;
        Next();
        return table;
    }

    private string? Key() => _token.Kind switch
    {
        TokenKind.BasicKey => Named(_text.AsSpan(_token.Start.Offset, _token.Length)),
        TokenKind.String or TokenKind.StringLiteral => _token.StringValue,
        _ => null,
    };

    // The same names stand in table after table.
    private string Named(ReadOnlySpan<char> text)
    {
        if (_names.TryGetValue(text, out var name)) return name;
        name = text.ToString();
        _names[text] = name;
        return name;
    }

    private bool EndOfLine()
    {
        if (_token.Kind is TokenKind.NewLine) Next();
        else if (_token.Kind is not TokenKind.Eof) return false;
        return true;
    }

    private void NextAcrossLines()
    {
        do Next();
        while (_token.Kind is TokenKind.NewLine);
    }

    private void Next()
    {
        do _token = _lexer.MoveNext() ? _lexer.Current : End;
        while (_token.Kind is TokenKind.Whitespaces or TokenKind.Comment);
    }

    private SourcePlace Place => new(_file, _token.Start.Line + 1, _token.Start.Column + 1);
}
