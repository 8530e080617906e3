using System.CommandLine;
using Pingap.Actors.Configuration;
using Pingap.Cli.Output;
using Pingap.Cli.Sources;

namespace Pingap.Cli.Commands;

/// <summary><c>pingap check</c>: prints every problem of a configuration, and starts nothing.</summary>
internal static class CheckCommand
{
    /// <summary>The command.</summary>
    public static Command Create(CliServices services)
    {
        var config = ConfigOption.Create();
        config.Required = true;
        var command = new Command("check", "Prints every problem of a configuration as file:line:column, one a line, then a summary. Starts nothing.")
        {
            config,
        };
        command.SetAction(async (parse, cancellation) =>
            (int)await CheckAsync(services, ConfigOption.Origin(parse.GetRequiredValue(config)), cancellation));
        return command;
    }

    private static async Task<ExitCode> CheckAsync(CliServices services, ConfigOrigin origin, CancellationToken cancellation)
    {
        var (documents, reading, _) = await services.Load(origin, cancellation);
        ProblemPrinter.ToOut(services.Terminal).Print(reading.Problems, documents);
        services.Terminal.Out.WriteLine(Summary(origin.Name, reading).WithoutControls());
        return reading.Config is null ? ExitCode.ProblemsFound : ExitCode.Ok;
    }

    private static string Summary(string name, ConfigReading reading)
    {
        var warnings = Words.Counted(reading.Problems.Count(problem => problem.Severity is ProblemSeverity.Warning), "warning");
        return reading.Config is { } config
            ? $"{name}: ok, {warnings}: {Words.Counted(config.Servers.Count, "server")}, {Words.Counted(config.Locations.Count, "location")}, {Words.Counted(config.Upstreams.Count, "upstream")}"
            : $"{name}: {Words.Counted(reading.Problems.Count(problem => problem.Severity is ProblemSeverity.Error), "error")}, {warnings}";
    }

}
