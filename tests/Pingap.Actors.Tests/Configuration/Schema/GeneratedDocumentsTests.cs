using System.Text.Json;
using System.Text.RegularExpressions;
using Pingap.Actors.Configuration;
using Pingap.Actors.Configuration.Reading;
using Pingap.Actors.Configuration.Schema;
using Pingap.Actors.Configuration.Values;
using Pingap.Actors.Tests.Configuration.Reading;

namespace Pingap.Actors.Tests.Configuration.Schema;

public sealed class GeneratedDocumentsTests
{
    public static TheoryData<string, string, string> StatedValues()
    {
        var data = new TheoryData<string, string, string>();
        foreach (var section in ConfigSchema.Sections)
        {
            foreach (var key in section.Keys)
            {
                foreach (var value in key.Values) data.Add(section.Name, key.Name, value);
            }
        }

        return data;
    }

    [Fact]
    public void The_schema_in_docs_is_what_the_program_prints() =>
        Assert.True(
            File.ReadAllText(Repository.Path("docs/pingap.schema.json")) == JsonSchema.Document,
            "docs/pingap.schema.json is stale: pingap schema > docs/pingap.schema.json");

    [Fact]
    public void The_reference_in_docs_is_what_the_program_prints() =>
        Assert.True(
            File.ReadAllText(Repository.Path("docs/configuration.md")) == KeyReference.Document,
            "docs/configuration.md is stale: pingap schema --format markdown > docs/configuration.md");

    [Fact]
    public void Every_key_is_in_both()
    {
        using var schema = JsonDocument.Parse(JsonSchema.Document);
        foreach (var section in ConfigSchema.Sections)
        {
            var table = schema.RootElement.GetProperty("properties").GetProperty(section.Name);
            if (section.HasEntries) table = table.GetProperty("additionalProperties");
            foreach (var key in section.Keys)
            {
                Assert.StartsWith(key.Meaning, table.GetProperty("properties").GetProperty(key.Name).GetProperty("description").GetString(), StringComparison.Ordinal);
                Assert.Contains($"`{key.Name}`", KeyReference.Document, StringComparison.Ordinal);
            }
        }
    }

    [Theory]
    [MemberData(nameof(StatedValues))]
    public void A_value_that_the_schema_offers_is_understood(string section, string key, string value)
    {
        var text = $"""
            [upstreams.u]
            addrs = ["127.0.0.1:1"]
            [locations.l]
            upstream = "u"
            path = "/x"
            [servers.s]
            addr = "127.0.0.1:0"
            locations = ["l"]
            """.Replace(
                section is "basic" ? "[upstreams.u]" : $"[{section}.{section[0]}]",
                section is "basic" ? $"[basic]\n{key} = \"{value}\"\n[upstreams.u]" : $"[{section}.{section[0]}]\n{key} = \"{value}\"",
                StringComparison.Ordinal);
        if (section is "plugins") text += $"\n[plugins.x]\n{(key is "category" ? "" : "category = \"cors\"\n")}{key} = \"{value}\"";
        var reading = ConfigReader.Read([new ConfigDocument("a.toml", text)], ConfigEnvironment.System);
        Assert.DoesNotContain(reading.Problems, problem => problem.Severity is ProblemSeverity.Error || section is not "plugins");
    }

    [Theory]
    [InlineData("10s")]
    [InlineData("1m30s")]
    [InlineData("1m 30s")]
    [InlineData("500ms")]
    [InlineData("1.5h")]
    [InlineData("2days")]
    [InlineData("0")]
    [InlineData("10")]
    [InlineData("s")]
    [InlineData("")]
    [InlineData("-1s")]
    public void The_schema_takes_the_durations_that_the_reader_takes(string text)
    {
        using var schema = JsonDocument.Parse(JsonSchema.Document);
        var pattern = schema.RootElement.GetProperty("properties").GetProperty("basic").GetProperty("properties").GetProperty("grace_period")
            .GetProperty("anyOf")[0].GetProperty("pattern").GetString()!;
        Assert.Equal(Duration.TryParse(text, out _, out _), Regex.IsMatch(text, pattern));
    }
}
