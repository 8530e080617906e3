using Pingap.Actors.Configuration;

namespace Pingap.Cli.Conversion.Syntax;

/// <summary>A piece of an nginx configuration.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">A word without quotes and escapes, or what is wrong.</param>
/// <param name="Place">Where it begins.</param>
internal readonly record struct NginxToken(NginxTokenKind Kind, string Text, SourcePlace Place);
