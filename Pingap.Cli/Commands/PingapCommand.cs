using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Pingap.Cli.Commands;

/// <summary>The command line as a whole.</summary>
internal static class PingapCommand
{
    /// <summary>Does what the arguments ask.</summary>
    /// <returns>The exit code of the process, one of <see cref="ExitCode"/>.</returns>
    public static async Task<int> RunAsync(string[] args, CliServices services, CancellationToken cancellation)
    {
        // No @file expansion: a value that begins with @ is a value.
        var parse = Create(services).Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parse.Action is ParseErrorAction) return (int)UsageError.Print(parse, services.Terminal.Error);
        return await parse.InvokeAsync(
            new InvocationConfiguration
            {
                Output = services.Terminal.Out,
                Error = services.Terminal.Error,

                // Commands hear the signals themselves: stopping takes as long as open requests take, and then the exit code is ours.
                ProcessTerminationTimeout = null,
                EnableDefaultExceptionHandler = false,
            },
            cancellation);
    }

    private static RootCommand Create(CliServices services)
    {
        var root = new RootCommand("A reverse proxy: TOML in, requests to backends, responses back.")
        {
            RunCommand.Create(services),
            CheckCommand.Create(services),
            PlanCommand.Create(services),
            ApplyCommand.Create(services),
            ConfirmCommand.Create(services),
            HistoryCommand.Create(services),
            DiffCommand.Create(services),
            RollbackCommand.Create(services),
            ReloadCommand.Create(services),
            UpstreamsCommand.Create(services),
            UpstreamCommand.Create(services),
            DrainCommand.Create(services),
            DisableCommand.Create(services),
            EnableCommand.Create(services),
            WeightCommand.Create(services),
            SchemaCommand.Create(services),
            ConvertCommand.Create(services),
            VersionCommand.Create(services),
        };
        root.HelpName = "pingap";
        foreach (var help in root.Options.OfType<HelpOption>()) help.Action = new HelpPage((HelpAction)help.Action!);
        foreach (var version in root.Options.OfType<VersionOption>()) version.Action = new VersionLine(services);
        return root;
    }
}
