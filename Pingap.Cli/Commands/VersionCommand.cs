using System.CommandLine;

namespace Pingap.Cli.Commands;

/// <summary><c>pingap version</c>: which build this is, and on what it runs.</summary>
internal static class VersionCommand
{
    /// <summary>The command.</summary>
    public static Command Create(CliServices services) => new("version", "Prints the version.") { Action = new VersionLine(services) };
}
