using System.CommandLine;

namespace Pingap.Cli.Commands;

/// <summary>The option <c>--config</c>, the same for every command that has it.</summary>
internal static class ConfigOption
{
    /// <summary>A new one; an option belongs to one command.</summary>
    public static Option<string> Create() => new("--config", "-c")
    {
        HelpName = "FILE|DIR",
        Description = "The configuration: a TOML file, or a directory of them.",
    };
}
