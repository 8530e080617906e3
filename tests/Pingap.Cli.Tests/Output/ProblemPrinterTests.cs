using Pingap.Actors.Configuration;
using Pingap.Cli.Output;

namespace Pingap.Cli.Tests.Output;

public sealed class ProblemPrinterTests
{
    private static readonly ConfigProblem Problem = new(ProblemSeverity.Error, new SourcePlace("error: x.toml", 1, 1), "a", "no");

    [Fact]
    public void Severity_is_coloured_where_it_stands()
    {
        var printed = Print(Problem, colours: true);

        Assert.Equal("error: x.toml:1:1: \e[31merror:\e[0m a: no", printed);
    }

    [Fact]
    public void Without_colours_there_is_no_escape() => Assert.Equal(Problem.ToString(), Print(Problem, colours: false));

    [Fact]
    public void A_problem_is_one_line_whatever_it_quotes() =>
        Assert.DoesNotContain('\n', Print(Problem with { Message = "key 'a\nb' is unknown" }, colours: false));

    [Fact]
    public void A_problem_of_a_file_that_was_not_read_has_no_line_below() =>
        Assert.Equal(Problem.ToString(), Print(Problem, colours: false, showsSource: true));

    private static string Print(ConfigProblem problem, bool colours, bool showsSource = false)
    {
        var writer = new StringWriter();
        new ProblemPrinter(writer, showsSource, colours).Print([problem], []);
        return writer.ToString().TrimEnd('\r', '\n');
    }
}
