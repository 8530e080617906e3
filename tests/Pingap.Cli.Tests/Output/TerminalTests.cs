using Pingap.Cli.Output;

namespace Pingap.Cli.Tests.Output;

public sealed class TerminalTests
{
    [Theory]
    [InlineData(true, true, true)]
    [InlineData(true, false, false)]
    [InlineData(false, true, false)]
    public void Colours_need_a_terminal_and_leave(bool isTerminal, bool allowsColours, bool expected)
    {
        var writer = new StringWriter();
        var problem = new Pingap.Actors.Configuration.ConfigProblem(Pingap.Actors.Configuration.ProblemSeverity.Warning, null, "", "look");

        ProblemPrinter.ToError(new Terminal(TextWriter.Null, writer, isTerminal, isTerminal, allowsColours)).Print([problem], []);

        Assert.Equal(expected, writer.ToString().Contains('\e', StringComparison.Ordinal));
    }
}
