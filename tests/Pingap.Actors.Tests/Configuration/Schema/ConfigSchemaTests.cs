using System.Globalization;
using Pingap.Actors.Configuration;
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
        var without = Read(sectionName, "");
        var with = Read(sectionName, string.Create(CultureInfo.InvariantCulture, $"{keyName} = {value}"));
        Assert.Equal(
            (without.Basic, without.Servers[new("s")], without.Locations[new("a")], without.Upstreams[new("u")]),
            (with.Basic, with.Servers[new("s")], with.Locations[new("a")], with.Upstreams[new("u")]));
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

    private static ProxyConfig Read(string section, string line) => ReadingOf.Valid(ReadingOf.Text($"""
        [basic]
        {(section is "basic" ? line : "")}
        [upstreams.u]
        addrs = ["127.0.0.1:8001"]
        {(section is "upstreams" ? line : "")}
        [locations.a]
        upstream = "u"
        path = "/a"
        priority = 1
        {(section is "locations" ? line : "")}
        [servers.s]
        addr = ":0"
        locations = ["a"]
        {(section is "servers" ? line : "")}
        [certificates.c]
        tls_cert = '''{Certificate.Chain}'''
        tls_key = '''{Certificate.Key}'''
        {(section is "certificates" ? line : "")}
        """));

    private static readonly (string Chain, string Key) Certificate = ReadingOf.Certificate();
}
