using Pingap.Actors.Configuration;

namespace Pingap.Actors.Tests.Configuration.Reading;

public class IncludeReaderTests
{
    private const string Rest = "\n[servers.s]\naddr = \":0\"\n";

    [Fact]
    public void Keys_of_a_storage_stand_in_the_table_that_includes_it()
    {
        var config = ReadingOf.Valid(ReadingOf.Text("""
            [storages.patient]
            category = "config"
            value = 'read_timeout = "5m"'
            [storages.web]
            category = "config"
            value = '''
            upstream = "u"
            [headers_set]
            X-A = "1"
            '''
            [storages.where]
            category = "config"
            value = "addr = ':0'"
            [upstreams.u]
            includes = ["patient"]
            addrs = ["a"]
            [locations.l]
            includes = ["web"]
            [servers.s]
            includes = ["where"]
            locations = ["l"]
            """));
        Assert.Equal(TimeSpan.FromMinutes(5), config.Upstreams[new("u")].Timeouts.Read);
        Assert.Equal("X-A", Assert.Single(config.Locations[new("l")].ResponseHeaders).Name);
        Assert.Single(config.Servers[new("s")].Addresses);
    }

    [Fact]
    public void A_table_equals_one_that_has_the_keys_itself() => Assert.Equal(
        ReadingOf.Text("[upstreams.u]\naddrs = [\"a\"]\nread_timeout = \"1s\"" + Rest).Config!.Upstreams[new("u")],
        ReadingOf.Text("[storages.s]\ncategory = \"c\"\nvalue = 'read_timeout = \"1s\"'\n[upstreams.u]\nincludes = [\"s\"]\naddrs = [\"a\"]" + Rest).Config!.Upstreams[new("u")]);

    [Fact]
    public void The_key_of_a_storage_wins_over_the_table_s_own_with_a_warning()
    {
        var reading = ReadingOf.Text("[storages.s]\ncategory = \"c\"\nvalue = 'read_timeout = \"1s\"'\n[upstreams.u]\nincludes = [\"s\"]\naddrs = [\"a\"]\nread_timeout = \"2s\"" + Rest);
        Assert.Equal(
            "p.toml:7:1: warning: upstreams.u.read_timeout: has no effect: storages.s, included at p.toml:5:13, sets this too and wins; remove one of them",
            Assert.Single(reading.Problems).ToString());
        Assert.Equal(TimeSpan.FromSeconds(1), reading.Config!.Upstreams[new("u")].Timeouts.Read);
    }

    [Fact]
    public void Where_an_included_key_is_written_is_known() =>
        Assert.Equal(new SourcePlace("p.toml", 3, 10), Single("value = 'read_timeout = \"1s\"'").Places["upstreams.u.read_timeout"]);

    [Theory]
    [InlineData("value = 'read_timeout = \"soon\"'", 1, 25)]
    [InlineData("value = \"read_timeout = \\\"soon\\\"\"", 1, 25)]
    [InlineData("value = \"\\u0020 read_timeout = 'soon'\"", 1, 32)]
    [InlineData("value = '''\n# x\n  read_timeout = 'soon'\n'''", 3, 18)]
    [InlineData("value = '''\r\n# x\r\n  read_timeout = 'soon'\r\n'''", 3, 18)]
    [InlineData("value = '''read_timeout = 'soon' '''", 1, 27)]
    [InlineData("value = \"\"\"\n# \\t x\nread_timeout = \\\n   'soon'\"\"\"", 4, 4)]
    [InlineData("value = \"\"\"read_timeout = 'soon'\"\"\"", 1, 27)]
    public void Problems_in_a_storage_stand_where_their_text_is_written_and_name_the_includes(string value, int line, int column)
    {
        var reading = Single(value);
        var problem = Assert.Single(reading.Problems);
        Assert.Equal(
            $"upstreams.u.read_timeout: 'soon' is not a duration; write one such as 10s, 1m30s or 500ms (in storages.s, included at q.toml:2:13)",
            $"{problem.KeyPath}: {problem.Message}");
        Assert.Equal(new SourcePlace("p.toml", line + 2, column), problem.Place);
    }

    [Theory]
    [InlineData("value = 'read_timeuot = \"1s\"'",
        "p.toml:3:10: error: upstreams.u.read_timeuot: unknown key; did you mean read_timeout? (in storages.s, included at q.toml:2:13)")]
    [InlineData("value = '''\na = 1\na = 2'''", "p.toml:5:1: error: storages.s.value: a is already set at line 4; keep one of them (included at q.toml:2:13)")]
    [InlineData("value = '''\nnot toml'''", "p.toml:4:5: error: storages.s.value: a key without a value; write key = value (included at q.toml:2:13)")]
    [InlineData("value = 'includes = [\"s\"]'",
        "p.toml:3:10: error: upstreams.u.includes: an included text cannot include others; name them all in the table itself (in storages.s, included at q.toml:2:13)")]
    [InlineData("value = 3", "p.toml:3:9: error: storages.s.value: is an integer; write a string, such as \"read_timeout = '30s'\"")]
    public void Problems_of_a_storage(string value, string line) => Assert.Equal([line], Single(value).Problems.Select(problem => problem.ToString()));

    [Theory]
    [InlineData("includes = \"s\"", "p.toml:2:12: error: upstreams.u.includes: is a string; write an array of strings, such as [\"timeouts\"]")]
    [InlineData("includes = [3]", "p.toml:2:13: error: upstreams.u.includes[0]: is an integer; write a string")]
    [InlineData("includes = [\"stor\"]", "p.toml:2:13: error: upstreams.u.includes[0]: there is no storage 'stor'; did you mean store?")]
    [InlineData("includes = [\"store\", \"store\"]", "p.toml:2:22: warning: upstreams.u.includes[1]: 'store' is in this list already; remove one of them")]
    [InlineData("includes = [\"store\", \"other\"]",
        "p.toml:9:10: error: upstreams.u.addrs: storages.store sets this too, at p.toml:5:10; keep one of them (in storages.other, included at p.toml:2:22)")]
    public void Problems_of_includes(string includes, string line) => Assert.Equal(
        [line],
        ReadingOf.Text($"[upstreams.u]\n{includes}\n[storages.store]\ncategory = \"c\"\nvalue = 'addrs = [\"a\"]'\n\n[storages.other]\ncategory = \"c\"\nvalue = 'addrs = [\"b\"]'" + Rest)
            .Problems.Select(problem => problem.ToString()));

    [Fact]
    public void A_wrong_key_of_a_storage_that_two_tables_include_is_said_once()
    {
        var lines = ReadingOf.Text("[storages.s]\ncategory = \"c\"\nvalue = 'nonsense = 1'\n[upstreams.a]\nincludes = [\"s\"]\naddrs = [\"a\"]\n[upstreams.b]\nincludes = [\"s\"]\naddrs = [\"a\"]" + Rest)
            .Problems.Select(problem => problem.ToString());
        Assert.Equal(
            [
                "p.toml:3:10: error: upstreams.a.nonsense: unknown key; remove it (in storages.s, included at p.toml:5:13)",
            ],
            lines);
    }

    [Theory]
    [InlineData("nothing", "value = \"$ENV:FRAGMENT\"", "read_timeout = \"hunter2\"")]
    [InlineData("names", "value = \"${FRAGMENT}\"", "hunter2 = 1")]
    [InlineData("syntax", "value = \"$ENV:FRAGMENT\"", "hunter2 = 1\nhunter2 = 2")]
    [InlineData("values", "value = \"$ENV:FRAGMENT\"", "circuit_break_max_failure_percent = 777")]
    [InlineData("tables", "value = \"$ENV:FRAGMENT\"", "[hunter2]\nhunter2 = 777")]
    public void Of_a_text_from_the_environment_problems_repeat(string nothing, string value, string text)
    {
        Assert.NotNull(nothing);
        var problem = Assert.Single(Single(value, text).Problems);
        Assert.Equal(new SourcePlace("p.toml", 3, 9), problem.Place);
        Assert.DoesNotContain("hunter2", problem.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("777", problem.ToString(), StringComparison.Ordinal);
    }

    private static ConfigReading Single(string value, string? fragment = null) => Pingap.Actors.Configuration.Reading.ConfigReader.Read(
        [new ConfigDocument("p.toml", $"[storages.s]\ncategory = \"c\"\n{value}\n"), new ConfigDocument("q.toml", "[upstreams.u]\nincludes = [\"s\"]\naddrs = [\"a\"]" + Rest)],
        ReadingOf.World(fragment is null ? null : new() { ["FRAGMENT"] = fragment }));
}
