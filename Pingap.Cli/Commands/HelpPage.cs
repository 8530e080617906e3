using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Pingap.Cli.Commands;

/// <summary>The <c>--help</c> of every command: the library's page, then the exit codes.</summary>
/// <param name="page">The library's page.</param>
internal sealed class HelpPage(HelpAction page) : SynchronousCommandLineAction
{
    private const string ExitCodes = """
        Exit codes:
          0  ok; warnings alone are ok too
          1  problems found: the configuration has errors, the running proxy refused, or something could not be converted
          2  wrong usage of the command line, or nothing to convert could be read
          3  cannot listen on an address
          4  no running proxy could be reached
          5  the running proxy did not answer in time; what it was asked for may still happen
          70 a defect of this program
        """;

    /// <inheritdoc/>
    public override bool ClearsParseErrors => page.ClearsParseErrors;

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        page.Invoke(parseResult);
        parseResult.InvocationConfiguration.Output.WriteLine(ExitCodes);
        return (int)ExitCode.Ok;
    }
}
