using Pingap.Actors.Configuration;

namespace Pingap.Cli.Conversion.Syntax;

/// <summary>Why a text is no nginx configuration.</summary>
/// <param name="Place">Where.</param>
/// <param name="Message">What is wrong.</param>
internal sealed record NginxSyntaxError(SourcePlace Place, string Message)
{
    /// <summary>One line: <c>file:line:column: error: message</c>.</summary>
    public override string ToString() => $"{Place}: error: {Message}";
}
