using System.CommandLine;

namespace Pingap.Cli.Commands;

/// <summary><c>pingap disable</c>: nothing new goes to a backend or an upstream of the running proxy, health checks neither.</summary>
internal static class DisableCommand
{
    /// <summary>The command.</summary>
    public static Command Create(CliServices services) => Withdrawing.Command(
        services, "disable", "Sends nothing new to a backend, or to a whole upstream, health checks neither; what is under way goes on.");
}
