using Pingap.Actors.Configuration;
using Pingap.Actors.Configuration.Reading;
using Pingap.Actors.Configuration.Schema;

namespace Pingap.Actors.Tests.Configuration.Reading;

/// <summary>Configurations that are whole, and about one line: the second of <c>p.toml</c>.</summary>
internal static class OneKey
{
    private static readonly (string Chain, string Key) Pem = ReadingOf.Certificate();

    private static readonly ConfigEnvironment World = ReadingOf.World(
        new() { ["SECRET"] = "hunter2" }, new() { ["tls/cert.pem"] = Pem.Chain, ["tls/key.pem"] = Pem.Key });

    private static readonly Dictionary<string, (string Heading, string[] Lines)> Tables = new()
    {
        ["basic"] = ("[basic]", []),
        ["upstreams"] = ("[upstreams.backend]", ["addrs = [\"127.0.0.1:8001\", \"127.0.0.1:8002\"]"]),
        ["locations"] = ("[locations.api]", ["upstream = \"backend\"", "path = \"/api\""]),
        ["servers"] = ("[servers.http]", ["addr = \":0\"", "locations = [\"api\"]"]),
        ["certificates"] = ("[certificates.c]", ["tls_cert = \"tls/cert.pem\"", "tls_key = \"tls/key.pem\""]),
        ["storages"] = ("[storages.timeouts]", ["category = \"config\"", "value = \"remark = 'included'\""]),
    };

    private static readonly (string Heading, string[] Lines) Plugin = ("[plugins.p]", ["category = \"cors\""]);

    /// <summary>All keys.</summary>
    public static IEnumerable<(SectionDefinition Section, KeyDefinition Key)> All =>
        ConfigSchema.Sections.SelectMany(section => section.Keys.Select(key => (section, key)));

    /// <summary>The key of that name.</summary>
    public static KeyDefinition Find(string section, string key) => All.Single(pair => pair.Section.Name == section && pair.Key.Name == key).Key;

    /// <summary>The key path of a key in the table that is read.</summary>
    public static string Path(string section, string key) => $"{Of(section).Heading.Trim('[', ']')}.{key}";

    /// <summary>Reads lines of a table, and whatever else belongs to a configuration.</summary>
    public static ConfigReading Read(string section, string lines)
    {
        var rest = Tables.Where(table => table.Key != section).Select(table => $"{table.Value.Heading}\n{string.Join('\n', table.Value.Lines)}");
        return ConfigReader.Read([new ConfigDocument("p.toml", Table(section, lines)), new ConfigDocument("rest.toml", string.Join('\n', rest))], World);
    }

    /// <summary>The entity of that section.</summary>
    public static object Entity(ProxyConfig config, string section) => section switch
    {
        "basic" => config.Basic,
        "upstreams" => config.Upstreams[new("backend")],
        "locations" => config.Locations[new("api")],
        "servers" => config.Servers[new("http")],
        "storages" => config.Storages[new("timeouts")],
        "plugins" => config.Plugins[new("p")],
        _ => config.Certificates[new("c")],
    };

    /// <summary>What is said, without the warning that every key has that is not acted on yet.</summary>
    public static List<string> Said(ConfigReading reading) =>
        [.. reading.Problems.Select(problem => problem.ToString()).Where(line => !line.EndsWith(" is understood but not acted on yet", StringComparison.Ordinal))];

    private static string Table(string section, string lines)
    {
        var (heading, needed) = Of(section);
        // Such a key is warned of where nothing comes of it.
        if (lines.StartsWith("sticky_", StringComparison.Ordinal)) needed = [.. needed, "algorithm = \"sticky\""];
        var given = lines.Split('\n').Select(Name).ToHashSet();
        return string.Join('\n', [heading, lines, .. needed.Where(line => !given.Contains(Name(line)))]);
    }

    // Not among the others: a plugin that nobody names is warned of.
    private static (string Heading, string[] Lines) Of(string section) => section is "plugins" ? Plugin : Tables[section];

    private static string Name(string line) => line.Split(['=', '.'], 2)[0].Trim();
}
