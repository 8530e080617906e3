using Pingap.Actors.Configuration;

namespace Pingap.Cli.Conversion.Syntax;

/// <summary>Why a text is no nginx configuration.</summary>
/// <param name="Place">Where.</param>
/// <param name="Message">What is wrong.</param>
internal sealed record NginxSyntaxError(SourcePlace Place, string Message)
{
    /// <summary>A block has no end.</summary>
    public static NginxSyntaxError NeverClosed(SourcePlace brace) => new(brace, "the \"{\" opened here is never closed");

    /// <summary>Blocks stand in each other without end.</summary>
    public static NginxSyntaxError TooDeep(SourcePlace place) => new(place, $"blocks are nested more than {NginxParser.DeepestBlock} deep");

    /// <summary>There are more directives than a configuration has.</summary>
    public static NginxSyntaxError TooMany(SourcePlace place) => new(place, $"more than {NginxParser.MostDirectives} directives, those of included files counted each time");

    /// <summary>One line: <c>file:line:column: error: message</c>.</summary>
    public override string ToString() => $"{Place}: error: {Message}";
}
