using System.Text.Json;
using System.Text.RegularExpressions;
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
    public void A_value_that_the_schema_offers_is_understood(string section, string key, string value) => Assert.Empty(OneKey.Said(
        OneKey.Read(section, OneKey.Find(section, key).Kind is KeyKind.TextList ? $"{key} = [\"{value}\"]" : $"{key} = \"{value}\"")));

    [Fact]
    public void Each_key_is_documented_with_type_unit_default_meaning_and_example()
    {
        var rows = KeyReference.Document.Split('\n').Where(line => line.StartsWith("| `", StringComparison.Ordinal)).ToList();
        Assert.Equal(ConfigSchema.Sections.Sum(section => section.Keys.Count), rows.Count);
        foreach (var row in rows)
        {
            var cells = row.Replace("\\|", "", StringComparison.Ordinal).Trim('|').Split('|');
            Assert.Equal(6, cells.Length);
            Assert.DoesNotContain(cells, string.IsNullOrWhiteSpace);
            Assert.Contains(" = ", cells[5], StringComparison.Ordinal);
        }
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
