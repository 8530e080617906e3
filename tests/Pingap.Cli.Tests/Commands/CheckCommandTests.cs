using Pingap.Actors.Configuration;

namespace Pingap.Cli.Tests.Commands;

public sealed class CheckCommandTests
{
    private static readonly ConfigDocument Document = new("a.toml", "[upstreams.api]\naddrs = [\"a:1 -2\"]\n");

    private static readonly ConfigProblem Error = new(
        ProblemSeverity.Error, new SourcePlace("a.toml", 2, 10), "upstreams.api.addrs[0]", "the weight is -2; use 0 or more");

    private static readonly ConfigProblem Warning = new(
        ProblemSeverity.Warning, new SourcePlace("a.toml", 1, 1), "upstreams.api", "no location uses it");

    private readonly CommandLine _pingap = new();

    [Fact]
    public async Task Errors_exit_with_1_after_every_problem_and_a_summary()
    {
        _pingap.LoadsWith(Document, Warning, Error);

        var exit = await _pingap.RunAsync("check -c a.toml");

        Assert.Equal(1, exit);
        Assert.Equal(
            """
            a.toml:1:1: warning: upstreams.api: no location uses it
            a.toml:2:10: error: upstreams.api.addrs[0]: the weight is -2; use 0 or more
            a.toml: 1 error, 1 warning

            """,
            _pingap.Out,
            ignoreLineEndingDifferences: true);
    }

    [Fact]
    public async Task Warnings_alone_exit_with_0()
    {
        _pingap.LoadsWith(Document, Warning);

        var exit = await _pingap.RunAsync("check -c a.toml");

        Assert.Equal(0, exit);
        Assert.Contains("a.toml: ok, 1 warning: ", _pingap.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_good_configuration_exits_with_0_and_starts_nothing()
    {
        var exit = await _pingap.RunAsync("check --config a.toml");

        Assert.Equal(0, exit);
        Assert.Equal("a.toml: ok, no warnings: no servers, no locations, no upstreams", _pingap.Out.Trim());
        Assert.Empty(_pingap.Ran);
    }

    [Fact]
    public async Task On_a_terminal_the_line_is_shown_with_a_caret_below_the_column()
    {
        _pingap.IsTerminal = true;
        _pingap.LoadsWith(Document, Error);

        await _pingap.RunAsync("check -c a.toml");

        Assert.Equal(
            """
            a.toml:2:10: error: upstreams.api.addrs[0]: the weight is -2; use 0 or more
                2 | addrs = ["a:1 -2"]
                  |          ^
            a.toml: 1 error, no warnings

            """,
            _pingap.Out,
            ignoreLineEndingDifferences: true);
    }

    [Theory]
    [InlineData("etdc://user:hunter2@h/p?password=hunter2", "etdc://h/p: ok")]
    [InlineData("a.toml?password=hunter2", "a.toml: ok")]
    public async Task The_summary_shows_no_secret_of_the_address(string address, string shown)
    {
        await _pingap.RunAsync($"check -c {address}");

        Assert.StartsWith(shown, _pingap.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", _pingap.Out, StringComparison.Ordinal);
    }
}
