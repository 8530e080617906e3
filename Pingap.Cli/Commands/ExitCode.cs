namespace Pingap.Cli.Commands;

/// <summary>What the process tells whoever started it; part of the public contract, and shown by every <c>--help</c>.</summary>
internal enum ExitCode
{
    /// <summary>It did what it was asked.</summary>
    Ok = 0,

    /// <summary>The configuration has errors; nothing was started.</summary>
    ProblemsFound = 1,

    /// <summary>The command line makes no sense; nothing was started.</summary>
    WrongUsage = 2,

    /// <summary>An address cannot be listened on; nothing was started.</summary>
    CannotListen = 3,
}
