using System.Text;
using Pingap.Actors.Configuration;

namespace Pingap.Cli.Conversion.Syntax;

/// <summary>Cuts an nginx configuration into tokens, by nginx's own rules.</summary>
/// <remarks>
/// Quotes, <c>#</c> and <c>}</c> mean something at the beginning of a word only; a word ends at a blank, <c>;</c> or <c>{</c>, but not at the brace
/// of <c>${</c>; a backslash keeps the next character from ending anything, and stays unless it stands before a quote, itself, t, r or n.
/// </remarks>
internal sealed class NginxLexer(string file, string text)
{
    private int _at = text.StartsWith('\uFEFF') ? 1 : 0;
    private int _line = 1;
    private int _lineStart = text.StartsWith('\uFEFF') ? 1 : 0;

    /// <summary>The next token; after the last one, <see cref="NginxTokenKind.End"/> for ever.</summary>
    public NginxToken Next()
    {
        SkipBlanks();
        var place = Place;
        if (_at >= text.Length) return new NginxToken(NginxTokenKind.End, "", place);
        switch (text[_at])
        {
            case ';': return Mark(NginxTokenKind.Semicolon, place);
            case '{': return Mark(NginxTokenKind.Open, place);
            case '}': return Mark(NginxTokenKind.Close, place);
            case '"' or '\'': return Quoted(text[_at], place);
            default: return Bare(place);
        }
    }

    /// <summary>Goes past a block of Lua, whose opening brace was the last token, and says whether it has an end.</summary>
    public bool TrySkipLua()
    {
        var end = LuaBlock.End(text, _at);
        while (_at < (end ?? text.Length)) Advance();
        return end is not null;
    }

    private SourcePlace Place => new(file, _line, _at - _lineStart + 1);

    private NginxToken Mark(NginxTokenKind kind, SourcePlace place)
    {
        Advance();
        return new NginxToken(kind, "", place);
    }

    private NginxToken Quoted(char quote, SourcePlace place)
    {
        Advance();
        var start = _at;
        while (_at < text.Length && text[_at] != quote) AdvanceOverEscape();
        if (_at >= text.Length) return new NginxToken(NginxTokenKind.Wrong, $"the {quote} opened here is never closed", place);
        var word = Unescaped(text.AsSpan(start, _at - start));
        Advance();
        if (_at >= text.Length || char.IsWhiteSpace(text[_at]) || text[_at] is ';' or '{' or ')') return new NginxToken(NginxTokenKind.Word, word, place);
        return new NginxToken(NginxTokenKind.Wrong, $"unexpected '{text[_at]}' after a closing quote; put a blank or ; between", Place);
    }

    private NginxToken Bare(SourcePlace place)
    {
        var start = _at;
        while (_at < text.Length && !char.IsWhiteSpace(text[_at]) && text[_at] is not (';' or '{'))
        {
            if (text[_at] is '$' && _at + 1 < text.Length && text[_at + 1] is '{') Advance();
            AdvanceOverEscape();
        }

        return new NginxToken(NginxTokenKind.Word, Unescaped(text.AsSpan(start, _at - start)), place);
    }

    private void SkipBlanks()
    {
        while (_at < text.Length)
        {
            if (text[_at] is '#')
                while (_at < text.Length && text[_at] is not '\n') _at++;
            else if (char.IsWhiteSpace(text[_at])) Advance();
            else return;
        }
    }

    private void AdvanceOverEscape()
    {
        if (text[_at] is '\\' && _at + 1 < text.Length) Advance();
        Advance();
    }

    private void Advance()
    {
        if (text[_at++] is not '\n') return;
        _line++;
        _lineStart = _at;
    }

    private static string Unescaped(ReadOnlySpan<char> raw)
    {
        if (!raw.Contains('\\')) return raw.ToString();
        var word = new StringBuilder(raw.Length);
        for (var i = 0; i < raw.Length; i++)
        {
            var (character, isEscape) = raw[i] is '\\' && i + 1 < raw.Length
                ? raw[i + 1] switch
                {
                    '"' or '\'' or '\\' => (raw[i + 1], true),
                    't' => ('\t', true),
                    'r' => ('\r', true),
                    'n' => ('\n', true),
                    _ => ('\\', false),
                }
                : (raw[i], false);
            word.Append(character);
            if (isEscape) i++;
        }

        return word.ToString();
    }
}
