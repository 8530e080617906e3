using Pingap.Cli.State;

namespace Pingap.Cli.Tests.State;

public sealed class StateRootTests
{
    private static readonly string[] Nothing = [];

    [Theory]
    [InlineData("/option", false, "/option", "PINGAP_STATE_DIR=/variable")]
    [InlineData(null, false, "/variable", "PINGAP_STATE_DIR=/variable", "STATE_DIRECTORY=/systemd")]
    [InlineData(null, true, "/systemd", "STATE_DIRECTORY=/systemd", "XDG_STATE_HOME=/xdg")]
    [InlineData(null, true, "/systemd", "STATE_DIRECTORY=/systemd:/other")]
    [InlineData(null, true, "/var/lib/pingap", "XDG_STATE_HOME=/xdg")]
    [InlineData(null, false, "/xdg/pingap", "XDG_STATE_HOME=/xdg")]
    [InlineData(null, false, "/home/anna/.local/state/pingap", "XDG_STATE_HOME=not/absolute")]
    [InlineData(null, false, "/home/anna/.local/state/pingap", "PINGAP_STATE_DIR=", "STATE_DIRECTORY=")]
    public void The_first_that_is_said_counts(string? option, bool isRoot, string root, params string[] environment) =>
        Assert.Equal(root, StateRoot.Of(option, Environment(environment), isRoot, "/home/anna"));

    [Fact]
    public void A_relative_path_counts_from_the_working_directory() =>
        Assert.Equal(Path.GetFullPath("state"), StateRoot.Of("state", Environment(Nothing), isRoot: true, ""));

    [Fact]
    public void Who_has_no_home_still_gets_an_absolute_path() =>
        Assert.Equal("/.local/state/pingap", StateRoot.Of(null, Environment(Nothing), isRoot: false, ""));

    private static Func<string, string?> Environment(string[] variables) =>
        name => variables.FirstOrDefault(variable => variable.StartsWith(name + "=", StringComparison.Ordinal))?[(name.Length + 1)..];
}
