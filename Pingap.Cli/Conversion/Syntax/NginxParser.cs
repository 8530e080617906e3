using System.Diagnostics.CodeAnalysis;
using Pingap.Actors.Configuration;

namespace Pingap.Cli.Conversion.Syntax;

/// <summary>Reads the directives of one nginx configuration file; <c>include</c> is a directive like any other here.</summary>
internal static class NginxParser
{
    /// <summary>How many blocks may stand in each other; whoever walks over them does so by recursion.</summary>
    public const int DeepestBlock = 100;

    /// <summary>How many directives are read at most.</summary>
    public const int MostDirectives = 200_000;

    /// <summary>Parses a file.</summary>
    /// <param name="file">What places call it.</param>
    /// <param name="text">Its text.</param>
    /// <param name="directives">The directives outside all braces.</param>
    /// <param name="error">The first thing that is wrong.</param>
    /// <param name="most">How many directives it may have, those in braces included.</param>
    public static bool TryParse(
        string file,
        string text,
        [NotNullWhen(true)] out IReadOnlyList<NginxDirective>? directives,
        [NotNullWhen(false)] out NginxSyntaxError? error,
        int most = MostDirectives)
    {
        directives = null;
        error = null;
        var lexer = new NginxLexer(file, text);
        var open = new Stack<Opened>();
        var inside = new List<NginxDirective>();
        var words = new List<NginxToken>();
        while (error is null)
        {
            var token = lexer.Next();
            switch (token.Kind)
            {
                case NginxTokenKind.Word:
                    words.Add(token);
                    break;
                case NginxTokenKind.Semicolon or NginxTokenKind.Open when words.Count == 0:
                    error = new NginxSyntaxError(token.Place, $"unexpected \"{(token.Kind is NginxTokenKind.Open ? '{' : ';')}\"; a directive begins with its name");
                    break;
                case NginxTokenKind.Semicolon or NginxTokenKind.Open when most-- == 0:
                    error = NginxSyntaxError.TooMany(words[0].Place);
                    break;
                case NginxTokenKind.Open when open.Count == DeepestBlock:
                    error = NginxSyntaxError.TooDeep(token.Place);
                    break;
                case NginxTokenKind.Semicolon:
                    inside.Add(Directive(words, null));
                    words = [];
                    break;
                case NginxTokenKind.Open when words[0].Text.EndsWith("_by_lua_block", StringComparison.Ordinal):
                    if (!lexer.TrySkipLua()) error = NginxSyntaxError.NeverClosed(token.Place);
                    else inside.Add(Directive(words, []));
                    words = [];
                    break;
                case NginxTokenKind.Open:
                    open.Push(new Opened(words, inside, token.Place));
                    (words, inside) = ([], []);
                    break;
                case NginxTokenKind.Close or NginxTokenKind.End when words.Count > 0:
                    error = new NginxSyntaxError(words[0].Place, $"directive \"{words[0].Text}\" is not ended by \";\"");
                    break;
                case NginxTokenKind.Close when open.Count == 0:
                    error = new NginxSyntaxError(token.Place, "unexpected \"}\"; there is no block to close");
                    break;
                case NginxTokenKind.Close:
                    var block = open.Pop();
                    block.Around.Add(Directive(block.Head, inside));
                    inside = block.Around;
                    break;
                case NginxTokenKind.End when open.Count > 0:
                    error = NginxSyntaxError.NeverClosed(open.Peek().Brace);
                    break;
                case NginxTokenKind.End:
                    directives = inside;
                    return true;
                default:
                    error = new NginxSyntaxError(token.Place, token.Text);
                    break;
            }
        }

        return false;
    }

    private static NginxDirective Directive(List<NginxToken> words, IReadOnlyList<NginxDirective>? block) =>
        new(words[0].Text, [.. words.Skip(1).Select(word => word.Text)], block, words[0].Place);

    private sealed record Opened(List<NginxToken> Head, List<NginxDirective> Around, SourcePlace Brace);
}
