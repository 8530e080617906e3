using Pingap.Cli.Output;

namespace Pingap.Cli.Commands;

/// <summary>Joins the commands to the configuration and the proxy; the only place that does.</summary>
internal static class Composition
{
    /// <summary>The services of the real program.</summary>
    public static CliServices Services(Terminal terminal) => new(
        terminal,
        Load: (origin, _) => throw new NotSupportedException($"{origin.Name}: the configuration reader is not joined yet"),
        Run: (plan, _) => throw new NotSupportedException($"{plan.Origin.Name}: the host is not joined yet"));
}
