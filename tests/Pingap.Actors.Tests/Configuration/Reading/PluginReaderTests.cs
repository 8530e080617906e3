using Pingap.Actors.Configuration;
using Pingap.Actors.Configuration.Schema;
using Pingap.Actors.Configuration.Comparing;

namespace Pingap.Actors.Tests.Configuration.Reading;

public class PluginReaderTests
{
    private const string Rest = "\n[servers.s]\naddr = \":0\"\n";

    public static TheoryData<string, bool> Categories()
    {
        var data = new TheoryData<string, bool>();
        foreach (var category in PluginCategories.All) data.Add(category.Name, category.IsNeeded);
        return data;
    }

    [Fact]
    public void Every_setting_of_a_plugin_is_held() => Assert.Equal(
        new PluginConfig(
            new("x"),
            "limit",
            "proxy_upstream",
            new([
                new("interval", new OptionValue.Text("10s")),
                new("list", new OptionValue.Sequence([new OptionValue.Number(1), new OptionValue.Fraction(1.5), new OptionValue.Flag(true)])),
                new("max", new OptionValue.Number(5_000_000_000)),
                new("sub", new OptionValue.Table([new("a", new OptionValue.Table([new("b", new OptionValue.Text("v"))]))])),
            ]),
            "note"),
        Plugin("category = \"limit\"\nstep = \"proxy_upstream\"\nmax = 5000000000\nlist = [1, 1.5, true]\ninterval = \"10s\"\nsub.a.b = \"v\"\nremark = \"note\""));

    [Fact]
    public void The_order_of_settings_makes_no_difference() => Assert.Equal(Plugin("category = \"mock\"\na = 1\nb.c = 2"), Plugin("b = { c = 2 }\na = 1\ncategory = \"mock\""));

    [Fact]
    public void A_setting_is_found_by_its_name() => Assert.Equal(new OptionValue.Number(2), Plugin("category = \"mock\"\na = 1\nb = 2").Options.Find("b"));

    [Fact]
    public void A_setting_that_is_not_there_is_none() => Assert.Null(Plugin("category = \"mock\"").Options.Find("b"));

    [Fact]
    public void Settings_take_values_from_the_environment_and_keep_variables_of_the_request() =>
        Assert.Equal(new OptionValue.Text("v ${host} $x ${http_a}"), Plugin("category = \"mock\"\na = \"$ENV:V ${host} $x ${http_a}\"").Options.Find("a"));

    [Fact]
    public void A_text_among_the_settings_is_never_shown() =>
        Assert.DoesNotContain("hunter2", Plugin("category = \"jwt\"\nsecret = \"hunter2\"").ToString(), StringComparison.Ordinal);

    [Fact]
    public void A_plugin_with_another_setting_has_changed() => Assert.Equal(
        "~plugins.x", ConfigChanges.Between(Read("category = \"mock\"\na = 1").Config, Read("category = \"mock\"\na = 2").Config!).ToString());

    [Theory]
    [InlineData("a = 1", "p.toml:1:10: error: plugins.x: category is missing; add category = \"compression\"")]
    [InlineData("category = \"comprssion\"", "p.toml:2:12: error: plugins.x.category: 'comprssion' is not a category of plugins; did you mean compression?")]
    [InlineData("category = \"mock\"\nstep = \"respnse\"", "p.toml:3:8: error: plugins.x.step: 'respnse' is not a step; did you mean response?")]
    [InlineData("category = \"mock\"\na.b = [1, 2020-01-01]", "p.toml:3:11: error: plugins.x.a.b[1]: is a date or time; put quotes around it")]
    [InlineData("category = \"mock\"\na = \"${NOT_SET}\"", "p.toml:3:5: error: plugins.x.a: the environment has no variable NOT_SET; set it, or write the value itself")]
    public void Problems_of_plugins(string keys, string line) => Assert.Contains(line, Read(keys).Problems.Select(problem => problem.ToString()));

    [Fact]
    public void The_name_of_a_built_in_plugin_is_taken() => Assert.Equal(
        "p.toml:1:10: error: plugins.\"pingap:ping\": is the name of a plugin that always exists; use another",
        ReadingOf.Text("[plugins.\"pingap:ping\"]\ncategory = \"ping\"" + Rest).Problems[0].ToString());

    [Theory]
    [MemberData(nameof(Categories))]
    public void A_location_may_only_do_without_what_protects_and_answers_nothing(string category, bool isNeeded)
    {
        var reading = Naming("x", $"[plugins.x]\ncategory = \"{category}\"\n");
        Assert.Equal(
            isNeeded
                ? $"p.toml:3:12: error: locations.a.plugins[0]: 'x' is a plugin {category}, which is understood but not acted on yet, and must not be ignored; remove it to run without it"
                : $"p.toml:3:12: warning: locations.a.plugins[0]: 'x' is a plugin {category}, which is understood but not acted on yet",
            Assert.Single(reading.Problems).ToString());
        Assert.Equal(isNeeded, reading.Config is null);
    }

    [Fact]
    public void There_are_twenty_six_categories() => Assert.Equal(26, PluginCategories.All.Select(category => category.Name).Distinct().Count());

    [Theory]
    [InlineData("pingap:compression")]
    [InlineData("pingap:compressionUpstream")]
    [InlineData("pingap:ping")]
    [InlineData("pingap:stats")]
    [InlineData("pingap:requestId")]
    [InlineData("pingap:acceptEncodingAdjustment")]
    public void Some_plugins_always_exist(string name)
    {
        var config = Naming(name).Config!;
        Assert.Equal([new PluginName(name)], config.Locations[new("a")].Plugins);
    }

    [Theory]
    [InlineData("zipp", "there is no plugin 'zipp'; did you mean zip?")]
    [InlineData("pingap:compresion", "there is no plugin 'pingap:compresion'; did you mean pingap:compression?")]
    public void A_plugin_that_does_not_exist_is_a_problem(string name, string message) =>
        Assert.Contains(message, Naming(name, "[plugins.zip]\ncategory = \"compression\"\n").Problems.Select(problem => problem.Message));

    private static ConfigReading Read(string keys) => ReadingOf.Text($"[plugins.x]\n{keys}" + Rest, ReadingOf.World(new() { ["V"] = "v" }));

    private static PluginConfig Plugin(string keys) => Read(keys).Config!.Plugins[new("x")];

    private static ConfigReading Naming(string plugin, string more = "") =>
        ReadingOf.Location($"[locations.a]\nupstream = \"backend\"\nplugins = [\"{plugin}\"]\n{more}");
}
