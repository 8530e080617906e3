namespace Pingap.Cli.Conversion.Syntax;

/// <summary>An nginx configuration with its includes in place.</summary>
/// <param name="Directives">The directives outside all braces.</param>
/// <param name="Files">The files read, in the order of their first mention.</param>
/// <param name="Missing">Each <c>include</c> that could not be followed, and why; of those whose loss is unknown, the directive stays in its place.</param>
/// <param name="Folder">The folder that relative paths begin in.</param>
internal sealed record NginxInput(
    IReadOnlyList<NginxDirective> Directives,
    IReadOnlyList<string> Files,
    IReadOnlyList<MissingInclude> Missing,
    string Folder);
