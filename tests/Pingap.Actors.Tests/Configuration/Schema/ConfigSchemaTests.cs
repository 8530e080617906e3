using Pingap.Actors.Configuration.Schema;
using Pingap.Actors.Tests.Configuration.Reading;

namespace Pingap.Actors.Tests.Configuration.Schema;

public class ConfigSchemaTests
{
    public static TheoryData<string, string> StatedDefaults()
    {
        var data = new TheoryData<string, string>();
        foreach (var section in ConfigSchema.Sections)
        {
            foreach (var key in section.Keys.Where(key => key.Default is not null)) data.Add(section.Name, key.Name);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(StatedDefaults))]
    public void A_stated_default_is_what_a_missing_key_means(string sectionName, string keyName)
    {
        var key = ConfigSchema.Sections.Single(section => section.Name == sectionName).Keys.Single(key => key.Name == keyName);
        var value = key.Kind is KeyKind.Number or KeyKind.Boolean ? key.Default : $"\"{key.Default}\"";
        // Else a key of Pingap alone would make the location one that is written for Pingap.
        var dialect = sectionName is "locations" ? "priority = 1" : keyName.StartsWith("sticky_", StringComparison.Ordinal) ? "algorithm = \"sticky\"" : "";
        var without = OneKey.Read(sectionName, dialect).Config!;
        var with = OneKey.Read(sectionName, $"{keyName} = {value}\n{dialect}").Config!;
        Assert.Equal(OneKey.Entity(without, sectionName), OneKey.Entity(with, sectionName));
    }

    [Fact]
    public void Every_meaning_is_a_sentence()
    {
        foreach (var key in ConfigSchema.Sections.SelectMany(section => section.Keys)) Assert.EndsWith(".", key.Meaning, StringComparison.Ordinal);
    }

    [Fact]
    public void No_section_has_a_key_twice()
    {
        foreach (var section in ConfigSchema.Sections) Assert.Equal(section.Keys.Count, section.Keys.Select(key => key.Name).Distinct().Count());
    }
}
