namespace Pingap.Cli.Commands;

/// <summary>What the process tells whoever started it; part of the public contract, and shown by every <c>--help</c>.</summary>
internal enum ExitCode
{
    /// <summary>It did what it was asked.</summary>
    Ok = 0,

    /// <summary>The configuration has errors, or the running proxy refused it, and nothing was started or changed; or, of a conversion, something could not be converted.</summary>
    ProblemsFound = 1,

    /// <summary>The command line makes no sense, and nothing was started; or what is to be converted cannot be read.</summary>
    WrongUsage = 2,

    /// <summary>An address cannot be listened on; nothing was started or changed.</summary>
    CannotListen = 3,

    /// <summary>No running proxy could be reached.</summary>
    NotRunning = 4,

    /// <summary>The running proxy did not say in time what came of it; what it was asked for may still happen.</summary>
    Unknown = 5,

    /// <summary>The program itself is wrong (EX_SOFTWARE of sysexits.h).</summary>
    Defect = 70,
}
