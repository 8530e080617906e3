using Pingap.Actors.Configuration;
using Pingap.Actors.Configuration.Reading;
using Pingap.Actors.Control.Planning;

namespace Pingap.Actors.Tests.Control.Planning;

public sealed class PlannerTests
{
    private const string Before =
        """
        [upstreams.api]
        addrs = ["127.0.0.1:8001", "127.0.0.1:8002"]

        [upstreams.other]
        addrs = ["127.0.0.1:9001"]

        [locations.api]
        upstream = "api"

        [servers.http]
        addr = "127.0.0.1:8080"
        locations = ["api"]
        """;

    [Theory]
    [InlineData("\"127.0.0.1:8002\"]", "\"127.0.0.1:8003\"]", "upstreams.api",
        "keeps 127.0.0.1:8001 with counts and breakers; starts 127.0.0.1:8003; lets go of 127.0.0.1:8002 when their requests have finished; its connections stay open")]
    [InlineData("addrs = [\"127.0.0.1:9001\"]", "addrs = [\"127.0.0.1:9001\"]\nread_timeout = \"1s\"", "upstreams.other",
        "keeps 127.0.0.1:9001 with counts and breakers; new connections for the next requests")]
    [InlineData("addrs = [\"127.0.0.1:9001\"]", "addrs = [\"127.0.0.1:9001\"]\neject_consecutive_failures = 5", "upstreams.other",
        "begins anew with 127.0.0.1:9001, their checks or breakers being others; its connections stay open")]
    [InlineData("[locations.api]", "[upstreams.new]\naddrs = [\"127.0.0.1:1\"]\n[locations.api]", "upstreams.new", "starts with 127.0.0.1:1")]
    [InlineData("[locations.api]", "[upstreams.new]\naddrs = [\"a.example\"]\n[locations.api]", "upstreams.new", "starts with all addresses of a.example:80")]
    [InlineData("[locations.api]", "[upstreams.new]\naddrs = [\"app=web:81\"]\ndiscovery = \"docker\"\n[locations.api]", "upstreams.new",
        "starts with the containers labelled app=web:81")]
    [InlineData("addrs = [\"127.0.0.1:9001\"]", "addrs = [\"b.txt\"]\ndiscovery = \"file\"", "upstreams.other",
        "has the backends in b.txt; those it has already keep counts and breakers; its connections stay open")]
    [InlineData("addrs = [\"127.0.0.1:9001\"]", "addrs = [\"b.txt\"]\ndiscovery = \"file\"\neject_consecutive_failures = 5", "upstreams.other",
        "has the backends in b.txt; begins anew with those it has already, their checks or breakers being others; its connections stay open")]
    [InlineData("[locations.api]", "[upstreams.new]\naddrs = [\"*.a.example\"]\ndiscovery = \"transparent\"\n[locations.api]", "upstreams.new",
        "starts with the hosts that requests name, of *.a.example:80")]
    [InlineData("[upstreams.other]\naddrs = [\"127.0.0.1:9001\"]", "", "upstreams.other", "stops when its requests have finished")]
    [InlineData("upstream = \"api\"", "upstream = \"other\"", "locations.api", "from the next request on")]
    [InlineData("8080\"", "8081\"", "servers.http", "listens on 127.0.0.1:8081; stops listening on 127.0.0.1:8080; open connections have 30 s to finish")]
    [InlineData("8080\"", "8080,127.0.0.1:8082\"", "servers.http", "listens on 127.0.0.1:8082")]
    [InlineData("8080\"", "8080\"\nenabled_h2 = true", "servers.http", "takes effect for new connections")]
    [InlineData("[upstreams.api]", "[basic]\nname = \"me\"\n[upstreams.api]", "basic", "at once")]
    public void An_edit_says_what_it_does_to_what_runs(string from, string to, string path, string effect)
    {
        var change = Assert.Single(Plan(Before.Replace(from, to, StringComparison.Ordinal)).Changes);
        Assert.Equal((path, effect), (change.Diff.Path, change.Effect));
    }

    [Fact]
    public void What_is_equal_is_kept_whatever_its_text_looks_like()
    {
        var plan = Plan($"# nothing but a comment\n{Before}");
        Assert.Empty(plan.Changes);
        Assert.Equal(["basic", "locations.api", "servers.http", "upstreams.api", "upstreams.other"], plan.Kept.Order(StringComparer.Ordinal));
    }

    private static ConfigPlan Plan(string after)
    {
        var (before, next) = (Documents(Before), Documents(after));
        var reading = ConfigReader.Read(next, ConfigEnvironment.System);
        return Planner.Plan(1, ConfigReader.Read(before, ConfigEnvironment.System).Config!, before, reading, next);
    }

    private static ValueList<ConfigDocument> Documents(string text) => [new ConfigDocument("a.toml", text)];
}
