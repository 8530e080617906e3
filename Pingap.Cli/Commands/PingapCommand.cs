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
        if (parse.Action is ParseErrorAction usage) return Explain(parse, usage, services.Terminal.Error);
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
            VersionCommand.Create(services),
        };
        root.HelpName = "pingap";
        foreach (var help in root.Options.OfType<HelpOption>()) help.Action = new HelpPage((HelpAction)help.Action!);
        return root;
    }

    private static int Explain(ParseResult parse, ParseErrorAction usage, TextWriter error)
    {
        // Guesses help with a misspelled word; for a single letter every option looks alike.
        usage.ShowTypoCorrections = parse.UnmatchedTokens.Count > 0 && parse.UnmatchedTokens.All(token => token.Length > 2);
        usage.ShowHelp = false;
        parse.Invoke(new InvocationConfiguration { Output = error, Error = error, ProcessTerminationTimeout = null });
        var command = parse.CommandResult.Command;
        error.WriteLine($"See: pingap {(command is RootCommand ? "" : command.Name + " ")}--help");
        return (int)ExitCode.WrongUsage;
    }
}
