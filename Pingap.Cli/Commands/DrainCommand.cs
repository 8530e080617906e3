using System.CommandLine;

namespace Pingap.Cli.Commands;

/// <summary><c>pingap drain</c>: nothing new goes to a backend or an upstream of the running proxy.</summary>
internal static class DrainCommand
{
    /// <summary>The command.</summary>
    public static Command Create(CliServices services) => Withdrawing.Command(
        services, "drain", "Sends nothing new to a backend, or to a whole upstream; what is under way goes on, and so do health checks.");
}
