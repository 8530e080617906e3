using System.CommandLine;

namespace Pingap.Cli.Commands;

/// <summary>The option <c>--json</c>, the same for every command that has it.</summary>
internal static class JsonOption
{
    /// <summary>A new one; an option belongs to one command.</summary>
    public static Option<bool> Create() => new("--json") { Description = "Prints what the proxy answers, as JSON." };
}
