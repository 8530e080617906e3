namespace Pingap.Cli.State;

/// <summary>The directory in which proxies keep what outlives them, and where their control channels are found.</summary>
internal static class StateRoot
{
    private const string OfRoot = "/var/lib/pingap";

    /// <summary>
    /// The first that is said: the option, <c>PINGAP_STATE_DIR</c>, <c>STATE_DIRECTORY</c> (systemd); else <c>/var/lib/pingap</c> for root,
    /// <c>$XDG_STATE_HOME/pingap</c> or <c>~/.local/state/pingap</c> for others.
    /// </summary>
    /// <param name="option">What <c>--state-dir</c> says, or <c>null</c>.</param>
    /// <param name="environment">Gives the value of a variable, or <c>null</c>.</param>
    /// <param name="isRoot">Whether the process may do everything.</param>
    /// <param name="home">The user's home directory; empty when there is none.</param>
    /// <returns>A full path; whether it is there is another question.</returns>
    public static string Of(string? option, Func<string, string?> environment, bool isRoot, string home) => Path.GetFullPath(
        Said(option)
        ?? Said(environment("PINGAP_STATE_DIR"))
        // systemd gives several, between colons, when a unit has several; the first is the one that the unit names first.
        ?? Said(environment("STATE_DIRECTORY")?.Split(':')[0])
        ?? (isRoot ? OfRoot : Path.Combine(UsersState(environment("XDG_STATE_HOME"), home), "pingap")));

    // XDG base directories: a path that is not absolute does not count.
    private static string UsersState(string? xdg, string home) =>
        Said(xdg) is { } state && Path.IsPathFullyQualified(state) ? state : Path.Combine(Said(home) ?? "/", ".local", "state");

    private static string? Said(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
