namespace Pingap.Cli.Tests.Commands;

public sealed class PingapCommandTests
{
    private readonly CommandLine _pingap = new();

    [Theory]
    [InlineData("")]
    [InlineData("rum")]
    [InlineData("--nonsense")]
    [InlineData("run")]
    [InlineData("run --demo --upstream 127.0.0.1:1")]
    [InlineData("run --demo --config x.toml")]
    [InlineData("run --config x.toml --upstream 127.0.0.1:1")]
    [InlineData("run --config")]
    [InlineData("run --config x.toml --addr 127.0.0.1:1")]
    [InlineData("run --config x.toml --domain example.com")]
    [InlineData("run --demo --domain example.com")]
    [InlineData("run --demo false")]
    [InlineData("run --demo stray")]
    [InlineData("run --demo --log-level loud")]
    [InlineData("run --demo --log-level 3")]
    [InlineData("run --demo --addr 127.0.0.1")]
    [InlineData("run --upstream 127.0.0.1")]
    [InlineData("run --upstream 127.0.0.1:1 --domain a..b")]
    [InlineData("check")]
    [InlineData("check x.toml")]
    [InlineData("schema --format yaml")]
    [InlineData("version now")]
    public async Task Wrong_usage_exits_with_2_and_a_hint_on_standard_error(string arguments)
    {
        var exit = await _pingap.RunAsync(arguments);

        Assert.Equal(2, exit);
        Assert.Matches(@"(?s)^\S.*\nSee: pingap (run |check |schema |version )?--help\n$", _pingap.Error.ReplaceLineEndings("\n"));
        Assert.Empty(_pingap.Out);
        Assert.Empty(_pingap.Read);
        Assert.Empty(_pingap.Ran);
    }

    [Theory]
    [InlineData("run --upstrem 127.0.0.1:1", "Did you mean --upstream?")]
    [InlineData("chek -c x", "Did you mean check?")]
    public async Task A_misspelled_word_is_guessed(string arguments, string guess)
    {
        await _pingap.RunAsync(arguments);

        Assert.Contains(guess, _pingap.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("-h")]
    [InlineData("run --help")]
    [InlineData("check --help")]
    [InlineData("schema --help")]
    [InlineData("version --help")]
    public async Task Help_explains_every_exit_code(string arguments)
    {
        var exit = await _pingap.RunAsync(arguments);

        Assert.Equal(0, exit);
        Assert.Matches(@"Exit codes:\s+0  ok.*\s+1  problems found.*\s+2  wrong usage.*\s+3  cannot listen", _pingap.Out);
    }

    [Theory]
    [InlineData("--config")]
    [InlineData("--demo")]
    [InlineData("--upstream")]
    [InlineData("--addr")]
    [InlineData("--domain")]
    [InlineData("--log-json")]
    [InlineData("--log-level")]
    public async Task Help_of_run_explains_every_option(string option)
    {
        await _pingap.RunAsync("run --help");

        Assert.Matches($@"\n  (-c, )?{option}\b.*\s\w+", _pingap.Out);
    }

    [Theory]
    [InlineData("version")]
    [InlineData("--version")]
    public async Task Version_is_one_line(string arguments)
    {
        var exit = await _pingap.RunAsync(arguments);

        Assert.Equal(0, exit);
        Assert.Matches(@"^pingap \d+\.\d+\.\d+ \(\.NET .+\)\r?\n$", _pingap.Out);
    }

    [Fact]
    public async Task What_a_stranger_wrote_cannot_steer_the_terminal()
    {
        await _pingap.RunAsync("run", "--demo", "--log-level", "\e[2Jred");

        Assert.DoesNotContain('\e', _pingap.Error);
    }
}
