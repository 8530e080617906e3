using Pingap.Testing.EndToEnd;
using Pingap.Testing.Processes;

namespace Pingap.EndToEnd.Tests.CommandLine;

/// <summary>What a user sees of each mistake in a file: one line that says where, what and what would do.</summary>
public sealed class BadConfigurationTests
{
    private const string Listening = "listening on";

    /// <summary>A name, the text in place of a good line, and the problem without the file's name.</summary>
    public static TheoryData<string, string, string, string> Mistakes => new()
    {
        { "unknown key", "algorithm = \"round_robin\"", "algoritm = \"round_robin\"", "3:1: error: upstreams.app.algoritm: unknown key; did you mean algorithm?" },
        { "wrong type", "threads = 2", "threads = \"two\"", "14:11: error: basic.threads: is a string; write an integer" },
        { "missing upstream", "upstream = \"app\"", "upstream = \"ap\"", "6:12: error: locations.all.upstream: there is no upstream 'ap'; did you mean app?" },
        { "bad regex", "path = \"/\"", "path = \"~^/(a\"", "7:8: error: locations.all.path: '^/(a' is not a regular expression: character 4: Not enough )'s" },
        { "missing location", "locations = [\"all\"]", "locations = [\"al\", \"all\"]", "11:14: error: servers.http.locations[0]: there is no location 'al'; did you mean all?" },
        { "bad syntax", "path = \"/\"", "path = /", "7:8: error: " },
        { "bad address", "addrs = [\"127.0.0.1:1\"]", "addrs = [\"127.0.0.1:70000\"]", "2:10: error: upstreams.app.addrs[0]: " },
        { "bad duration", "grace_period = \"1s\"", "grace_period = \"soon\"", "15:16: error: basic.grace_period: 'soon' is not a duration; write one such as 10s, 1m30s or 500ms" },
        { "missing variable", "upstream = \"app\"", "upstream = \"$ENV:PINGAP_TEST_NOT_SET\"", "6:12: error: locations.all.upstream: the environment has no variable PINGAP_TEST_NOT_SET; set it, or write the value itself" },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public async Task Check_prints_the_one_problem_and_exits_with_1(string mistake, string good, string bad, string problem)
    {
        using var file = new ConfigFile(Config.Replace(good, bad, StringComparison.Ordinal));
        await using var pingap = PingapProcess.Start("check", "-c", file.Path);

        var exit = await pingap.WaitForExitAsync();

        Assert.True(exit == 1, $"{mistake}: {pingap.Output} {pingap.Errors}");
        Assert.Equal(2, pingap.Output.All.Count);
        Assert.StartsWith($"{file.Path}:{problem}", pingap.Output.All[0], StringComparison.Ordinal);
        Assert.Equal($"{file.Path}: 1 error, no warnings", pingap.Output.All[1]);
        Assert.Empty(pingap.Errors.All);
    }

    [Theory]
    [MemberData(nameof(Mistakes))]
    public async Task Run_prints_the_one_problem_exits_with_1_and_never_listens(string mistake, string good, string bad, string problem)
    {
        using var file = new ConfigFile(Config.Replace(good, bad, StringComparison.Ordinal));
        await using var pingap = PingapProcess.Start("run", "-c", file.Path);

        var exit = await pingap.WaitForExitAsync();

        Assert.True(exit == 1, $"{mistake}: {pingap.Output} {pingap.Errors}");
        Assert.StartsWith($"{file.Path}:{problem}", Assert.Single(pingap.Errors.All), StringComparison.Ordinal);
        Assert.Empty(pingap.Output.All);
    }

    [Fact]
    public async Task The_good_configuration_of_these_tests_is_good()
    {
        using var file = new ConfigFile(Config);
        await using var pingap = PingapProcess.Start("check", "-c", file.Path);

        Assert.Equal(0, await pingap.WaitForExitAsync());
        Assert.Equal([$"{file.Path}: ok, no warnings: 1 server, 1 location, 1 upstream"], pingap.Output.All);
    }

    [Theory]
    [InlineData("check")]
    [InlineData("run")]
    public async Task A_file_that_is_not_there_is_one_problem(string command)
    {
        var path = Path.Combine(Path.GetTempPath(), "pingap-no-such-file.toml");
        await using var pingap = PingapProcess.Start(command, "-c", path);

        Assert.Equal(1, await pingap.WaitForExitAsync());
        Assert.StartsWith($"{path}:1:1: error: there is no such file or folder", pingap.Output.All.Concat(pingap.Errors.All).First(), StringComparison.Ordinal);
        Assert.DoesNotContain(pingap.Output.All, line => line.Contains(Listening, StringComparison.Ordinal));
    }

    private const string Config = """
        [upstreams.app]
        addrs = ["127.0.0.1:1"]
        algorithm = "round_robin"

        [locations.all]
        upstream = "app"
        path = "/"

        [servers.http]
        addr = "127.0.0.1:0"
        locations = ["all"]

        [basic]
        threads = 2
        grace_period = "1s"
        """;
}
