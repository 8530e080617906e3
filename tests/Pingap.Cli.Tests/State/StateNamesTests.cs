using Pingap.Cli.State;

namespace Pingap.Cli.Tests.State;

public sealed class StateNamesTests
{
    [Theory]
    [InlineData("/etc/pingap/pingap.toml", "pingap.toml-")]
    [InlineData("/etc/pingap", "pingap-")]
    [InlineData("etcd://127.0.0.1:2379/pingap", "pingap-")]
    [InlineData("/etc/my proxy (ü).toml", "my_proxy____.toml-")]
    [InlineData("/", "-")]
    public void A_name_begins_with_something_readable(string identity, string start) =>
        Assert.Matches($"^{System.Text.RegularExpressions.Regex.Escape(start)}[0-9a-f]{{10}}$", StateNames.OfSource(identity));

    [Fact]
    public void A_long_name_is_cut() => Assert.Equal(32 + 1 + 10, StateNames.OfSource("/etc/" + new string('x', 200)).Length);

    [Fact]
    public void Two_files_of_one_name_have_two_names() =>
        Assert.NotEqual(StateNames.OfSource("/etc/a/pingap.toml"), StateNames.OfSource("/etc/b/pingap.toml"));

    [Theory]
    [InlineData("process-12", 12)]
    [InlineData("process-", null)]
    [InlineData("process-1x", null)]
    [InlineData("process-0123456789", 123456789)]
    [InlineData("pingap.toml-0123456789", null)]
    public void A_directory_of_a_process_is_known_by_its_name(string directory, int? id) => Assert.Equal(id, StateNames.ProcessOf(directory));
}
