using System.Net;
using Pingap.Actors.Configuration;
using Pingap.Actors.Control;
using Pingap.Cli.Commands;
using Pingap.Cli.Sources;

namespace Pingap.Cli.Tests.Commands;

public sealed class RunCommandTests
{
    private readonly CommandLine _pingap = new();

    [Theory]
    [InlineData("-c")]
    [InlineData("--config")]
    public async Task A_configuration_is_run_from_its_path(string option)
    {
        var exit = await _pingap.RunAsync("run", option, "/etc/pingap");

        Assert.Equal(0, exit);
        Assert.Equal(new ConfigOrigin.Files("/etc/pingap"), Assert.Single(_pingap.Ran).Origin);
    }

    [Fact]
    public async Task A_configuration_in_etcd_is_run_from_its_address_and_called_without_its_password()
    {
        var exit = await _pingap.RunAsync("run", "-c", "etcd://h1,h2:2380/pingap?user=root&password=s3cret");

        Assert.Equal(0, exit);
        var origin = Assert.IsType<ConfigOrigin.Etcd>(Assert.Single(_pingap.Ran).Origin);
        Assert.Equal("etcd://h1:2379,h2:2380/pingap", origin.Name);
        Assert.Equal("s3cret", origin.Address.User!.Password.Value);
    }

    [Theory]
    [InlineData("run")]
    [InlineData("check")]
    public async Task A_wrong_address_of_etcd_is_wrong_usage_and_all_that_is_wrong_is_said(string command)
    {
        var exit = await _pingap.RunAsync(command, "-c", "etcd://h1:0/pingap?user=root&pasword=s3cret");

        Assert.Equal(2, exit);
        Assert.Empty(_pingap.Ran);
        Assert.Contains("--config: endpoint 1 has port 0; use 1 to 65535", _pingap.Error, StringComparison.Ordinal);
        Assert.Contains("--config: parameter 2 is unknown; did you mean password?", _pingap.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", _pingap.Error + _pingap.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("plan")]
    [InlineData("apply")]
    public async Task What_stands_in_etcd_is_not_handed_over_and_its_password_not_shown(string command)
    {
        var exit = await _pingap.RunAsync(command, "-c", "etcd://h1/pingap?user=root&password=s3cret");

        Assert.Equal(2, exit);
        Assert.Contains("--config: only a file or a directory can be handed over", _pingap.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", _pingap.Error + _pingap.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_configuration_with_errors_is_not_run()
    {
        _pingap.LoadsWith(
            new ConfigDocument("bad.toml", "[servers.http]\nadr = 1\n"),
            new ConfigProblem(ProblemSeverity.Error, new SourcePlace("bad.toml", 2, 1), "servers.http.adr", "there is no such key; did you mean addr"));

        var exit = await _pingap.RunAsync("run -c bad.toml");

        Assert.Equal(1, exit);
        Assert.Empty(_pingap.Ran);
        Assert.StartsWith("bad.toml:2:1: error: servers.http.adr: ", _pingap.Error, StringComparison.Ordinal);
        Assert.Empty(_pingap.Out);
    }

    [Fact]
    public async Task A_source_that_is_not_there_is_left_to_the_proxy_which_may_know_what_was_good_last()
    {
        var missing = new ConfigProblem(ProblemSeverity.Error, new SourcePlace("gone.toml", 1, 1), "", "there is no such file");
        _pingap.LoadsWith(new ConfigDocument("gone.toml", ""), missing);
        _pingap.Loaded = _pingap.Loaded with { IsReachable = false };
        _pingap.Proxy = (_, _) => Task.FromResult(new RunOutcome(ExitCode.ProblemsFound, [missing]));

        var exit = await _pingap.RunAsync("run -c gone.toml");

        Assert.Equal(1, exit);
        Assert.False(Assert.Single(_pingap.Ran).IsValid);
        Assert.Equal("gone.toml:1:1: error: there is no such file", _pingap.Error.Trim());
    }

    [Fact]
    public async Task A_configuration_with_errors_is_left_to_the_proxy_when_what_was_good_last_may_stand_in()
    {
        _pingap.LoadsWith(new ConfigDocument("bad.toml", ""), new ConfigProblem(ProblemSeverity.Error, null, "servers", "no"));

        await _pingap.RunAsync("run -c bad.toml --last-good");

        Assert.Equal((StartFrom.LastGood, false), Assert.Single(_pingap.Ran) is var plan ? (plan.StartFrom, plan.IsValid) : default);
    }

    [Fact]
    public async Task What_was_good_last_goes_with_a_configuration_only()
    {
        Assert.Equal(2, await _pingap.RunAsync("run --demo --last-good"));
        Assert.Contains("--last-good goes with --config", _pingap.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_state_directory_is_where_the_option_says()
    {
        await _pingap.RunAsync("run -c a.toml --state-dir /somewhere");

        Assert.Equal("/somewhere", Assert.Single(_pingap.Ran).StateDir);
    }

    [Fact]
    public async Task Warnings_do_not_keep_it_from_running()
    {
        _pingap.LoadsWith(
            new ConfigDocument("ok.toml", ""),
            new ConfigProblem(ProblemSeverity.Warning, null, "locations.spare", "no server has it"));

        await _pingap.RunAsync("run -c ok.toml");

        Assert.Single(_pingap.Ran);
    }

    [Fact]
    public async Task An_address_in_use_exits_with_3_and_says_which()
    {
        _pingap.Proxy = (_, _) => Task.FromResult(new RunOutcome(
            ExitCode.CannotListen,
            [new ConfigProblem(ProblemSeverity.Error, new SourcePlace("a.toml", 4, 8), "servers.http.addr", "127.0.0.1:80 is in use")]));

        var exit = await _pingap.RunAsync("run -c a.toml");

        Assert.Equal(3, exit);
        Assert.Equal("a.toml:4:8: error: servers.http.addr: 127.0.0.1:80 is in use", _pingap.Error.Trim());
    }

    [Theory]
    [InlineData("servers.http.addr", "--addr")]
    [InlineData("upstreams.upstream.addrs[0]", "--upstream")]
    [InlineData("locations.all.host", "--domain")]
    public async Task A_problem_with_an_option_speaks_of_the_option(string keyPath, string option)
    {
        _pingap.Proxy = (_, _) => Task.FromResult(new RunOutcome(
            ExitCode.CannotListen, [new ConfigProblem(ProblemSeverity.Error, new SourcePlace("--upstream", 4, 8), keyPath, "no")]));

        await _pingap.RunAsync("run --upstream 127.0.0.1:8001");

        Assert.Equal($"error: {option}: no", _pingap.Error.Trim());
    }

    [Fact]
    public async Task Upstream_listens_on_port_80_of_every_address_and_takes_any_host_unless_told_otherwise()
    {
        await _pingap.RunAsync("run --upstream 127.0.0.1:8001");

        Assert.Contains("addr = \"0.0.0.0:80\"", _pingap.OptionsText, StringComparison.Ordinal);
        Assert.DoesNotContain("host =", _pingap.OptionsText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Values_stand_between_commas_or_in_several_mentions()
    {
        await _pingap.RunAsync("run --upstream a:1,b:2 --upstream c:3 --addr 127.0.0.1:0 --domain a.example,*.B.example");

        Assert.Contains("""addrs = ["a:1", "b:2", "c:3"]""", _pingap.OptionsText, StringComparison.Ordinal);
        Assert.Contains("""addr = "127.0.0.1:0" """.TrimEnd(), _pingap.OptionsText, StringComparison.Ordinal);
        Assert.Contains("""host = "a.example,*.b.example" """.TrimEnd(), _pingap.OptionsText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_backend_mentioned_twice_is_wrong_usage()
    {
        var exit = await _pingap.RunAsync("run --upstream a:1,a:1");

        Assert.Equal(2, exit);
        Assert.Contains("--upstream: a:1 is there twice", _pingap.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_bad_value_is_reported_at_once()
    {
        await _pingap.RunAsync("run --upstream a:1,b --addr c:2 --domain d_-");

        Assert.Contains("--upstream: 'b'", _pingap.Error, StringComparison.Ordinal);
        Assert.Contains("--addr: 'c:2'", _pingap.Error, StringComparison.Ordinal);
        Assert.Contains("--domain: 'd_-'", _pingap.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_demo_tells_what_to_try_at_the_port_it_got()
    {
        _pingap.Proxy = (plan, _) =>
        {
            Assert.Empty(_pingap.Out);
            plan.Started([CommandLine.Loopback(43211)]);
            return Task.FromResult(new RunOutcome(ExitCode.Ok, []));
        };

        await _pingap.RunAsync("run --demo --addr 127.0.0.1:0");

        Assert.Contains("curl http://127.0.0.1:43211/ ", _pingap.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_guide_of_the_demo_keeps_out_of_a_log_in_JSON()
    {
        _pingap.Proxy = (plan, _) =>
        {
            plan.Started([CommandLine.Loopback(43211)]);
            return Task.FromResult(new RunOutcome(ExitCode.Ok, []));
        };

        await _pingap.RunAsync("run --demo --log-json");

        Assert.Empty(_pingap.Out);
        Assert.Contains("curl http://127.0.0.1:43211/ ", _pingap.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_demo_that_cannot_listen_promises_nothing()
    {
        _pingap.Proxy = (_, _) => Task.FromResult(new RunOutcome(
            ExitCode.CannotListen,
            [new ConfigProblem(ProblemSeverity.Error, new SourcePlace("--demo", 1, 1), "servers.http.addr", "127.0.0.1:8080 is in use")]));

        var exit = await _pingap.RunAsync("run --demo");

        Assert.Equal(3, exit);
        Assert.Empty(_pingap.Out);
        Assert.Equal("error: --addr: 127.0.0.1:8080 is in use", _pingap.Error.Trim());
    }

    [Fact]
    public async Task The_backends_of_the_demo_answer_while_the_proxy_runs()
    {
        var answer = "";
        _pingap.Proxy = async (plan, stop) =>
        {
            var text = ((ConfigOrigin.Options)plan.Origin).Document.Text;
            var backend = text.Split('"').First(part => part.StartsWith("127.0.0.1:", StringComparison.Ordinal));
            using var client = new HttpClient();
            answer = await client.GetStringAsync(new Uri($"http://{backend}/"), stop);
            return new RunOutcome(ExitCode.Ok, []);
        };

        await _pingap.RunAsync("run --demo");

        Assert.StartsWith("Hello from backend-1", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("warn")]
    [InlineData("WARN")]
    public async Task The_level_of_the_command_line_wins_over_the_configuration(string level)
    {
        _pingap.Loaded = _pingap.Loaded with
        {
            Reading = _pingap.Loaded.Reading with
            {
                Config = CommandLine.EmptyConfig with { Basic = BasicConfig.Default with { LogLevel = LogSeverity.Debug } },
            },
        };
        _pingap.Proxy = (plan, _) =>
        {
            plan.Logging.Logger.Information("quiet");
            plan.Logging.Logger.Warning("loud");
            return Task.FromResult(new RunOutcome(ExitCode.Ok, []));
        };

        await _pingap.RunAsync("run", "-c", "a.toml", "--log-level", level);

        Assert.Matches(@"^\S+ warn  loud\r?\n$", _pingap.Out);
    }

    [Fact]
    public void Every_address_is_shown_as_one_that_can_be_reached()
    {
        var said = new StringWriter();
        new Pingap.Cli.Demo.DemoGuide(said).Print(new IPEndPoint(IPAddress.Any, 8080), []);

        Assert.Contains("curl http://127.0.0.1:8080/ ", said.ToString(), StringComparison.Ordinal);
    }
}
