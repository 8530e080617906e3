namespace Pingap.Cli.Output;

/// <summary>Where the program prints, and what the other end can show.</summary>
/// <param name="Out">Results and log lines.</param>
/// <param name="Error">What went wrong.</param>
/// <param name="OutIsTerminal">Whether a person reads <paramref name="Out"/> directly.</param>
/// <param name="ErrorIsTerminal">Whether a person reads <paramref name="Error"/> directly.</param>
/// <param name="AllowsColours">Whether colours are welcome where a terminal reads.</param>
internal sealed record Terminal(TextWriter Out, TextWriter Error, bool OutIsTerminal, bool ErrorIsTerminal, bool AllowsColours)
{
    /// <summary>The terminal, files or pipes of this process; <c>NO_COLOR</c> and <c>TERM=dumb</c> keep it plain.</summary>
    public static Terminal OfProcess() => new(
        Console.Out,
        Console.Error,
        !Console.IsOutputRedirected,
        !Console.IsErrorRedirected,
        string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")) && Environment.GetEnvironmentVariable("TERM") != "dumb");
}
