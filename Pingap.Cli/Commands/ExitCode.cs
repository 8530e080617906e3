namespace Pingap.Cli.Commands;

/// <summary>What the process tells whoever started it; part of the public contract, and shown by every <c>--help</c>.</summary>
internal enum ExitCode
{
    /// <summary>It did what it was asked.</summary>
    Ok = 0,

    /// <summary>The configuration has errors, or the running proxy refused it; nothing was started or changed.</summary>
    ProblemsFound = 1,

    /// <summary>The command line makes no sense; nothing was started.</summary>
    WrongUsage = 2,

    /// <summary>An address cannot be listened on; nothing was started or changed.</summary>
    CannotListen = 3,

    /// <summary>No running proxy could be reached.</summary>
    NotRunning = 4,
}
