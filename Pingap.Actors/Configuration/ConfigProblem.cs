namespace Pingap.Actors.Configuration;

/// <summary>Something wrong with a configuration, with its place and a remedy.</summary>
/// <param name="Severity">Whether it keeps the configuration from being applied.</param>
/// <param name="Place">Where, or <c>null</c> when the trouble is with a source as a whole.</param>
/// <param name="KeyPath">The key, such as <c>upstreams.api.addrs[1]</c>; empty when there is none.</param>
/// <param name="Message">What is wrong and what would do, in one sentence that ends without a full stop.</param>
public sealed record ConfigProblem(ProblemSeverity Severity, SourcePlace? Place, string KeyPath, string Message)
{
    /// <summary>One line: <c>file:line:column: error: key.path: message</c>.</summary>
    public override string ToString() => $"{At}{(Severity is ProblemSeverity.Error ? "error" : "warning")}: {What}";

    /// <summary>The line without its severity, for a log that shows one of its own: <c>file:line:column: key.path: message</c>.</summary>
    public string ToLogLine() => $"{At}{What}";

    private string At => Place is { } place ? $"{place}: " : "";

    private string What => KeyPath.Length > 0 ? $"{KeyPath}: {Message}" : Message;
}
