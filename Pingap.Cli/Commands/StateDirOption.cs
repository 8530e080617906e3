using System.CommandLine;

namespace Pingap.Cli.Commands;

/// <summary>The option <c>--state-dir</c>, the same for every command that has it.</summary>
internal static class StateDirOption
{
    /// <summary>A new one; an option belongs to one command.</summary>
    public static Option<string> Create() => new("--state-dir")
    {
        HelpName = "DIR",
        Description = "Where proxies keep history and control channel: else PINGAP_STATE_DIR, STATE_DIRECTORY, /var/lib/pingap (root), ~/.local/state/pingap.",
    };
}
