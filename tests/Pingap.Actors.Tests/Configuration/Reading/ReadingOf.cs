using System.Globalization;
using Pingap.Actors.Configuration;
using Pingap.Actors.Configuration.Reading;

namespace Pingap.Actors.Tests.Configuration.Reading;

/// <summary>Reads texts as a configuration in a world of the test's making.</summary>
internal static class ReadingOf
{
    /// <summary>What completes a configuration that is about one location called <c>a</c>.</summary>
    public const string Around = """
        [upstreams.backend]
        addrs = ["127.0.0.1:8001"]
        [servers.http]
        addr = "127.0.0.1:0"
        locations = ["a"]
        """;

    public static ConfigEnvironment World(Dictionary<string, string>? variables = null, Dictionary<string, string>? files = null) => new(
        name => variables?.GetValueOrDefault(name),
        path => files?.GetValueOrDefault(path) ?? throw new FileNotFoundException("no such file"))
    {
        Clock = new FixedClock(DateTimeOffset.Parse("2026-01-15T12:00:00Z", CultureInfo.InvariantCulture)),
    };

    public static ConfigReading Text(string toml, ConfigEnvironment? world = null) => ConfigReader.Read([new ConfigDocument("p.toml", toml)], world ?? World());

    public static ConfigReading Texts(params (string File, string Toml)[] documents) =>
        ConfigReader.Read([.. documents.Select(document => new ConfigDocument(document.File, document.Toml))], World());

    /// <summary>The location <c>a</c> of a table in the file <c>p.toml</c>, in a configuration that is otherwise whole.</summary>
    public static ConfigReading Location(string table, ConfigEnvironment? world = null) =>
        ConfigReader.Read([new ConfigDocument("p.toml", table), new ConfigDocument("rest.toml", Around)], world ?? World());

    public static LocationConfig ValidLocation(string keys, ConfigEnvironment? world = null) =>
        Valid(Location($"[locations.a]\nupstream = \"backend\"\n{keys}", world)).Locations[new LocationName("a")];

    public static UpstreamConfig ValidUpstream(string keys) =>
        Valid(Location($"[upstreams.u]\n{keys}\n[locations.a]\nupstream = \"u\"")).Upstreams[new UpstreamName("u")];

    public static ServerConfig ValidServer(string keys) => Valid(Text($"[servers.s]\n{keys}")).Servers[new ServerName("s")];

    public static ProxyConfig Valid(ConfigReading reading)
    {
        Assert.Equal([], reading.Problems.Select(problem => problem.ToString()));
        return reading.Config!;
    }

    /// <summary>A valid certificate for <c>example.test</c>, as PEM, with its key.</summary>
    public static (string Chain, string Key) Certificate(string from = "2026-01-01", string to = "2026-02-01")
    {
        using var key = System.Security.Cryptography.ECDsa.Create(System.Security.Cryptography.ECCurve.NamedCurves.nistP256);
        var request = new System.Security.Cryptography.X509Certificates.CertificateRequest("CN=common.test", key, System.Security.Cryptography.HashAlgorithmName.SHA256);
        var names = new System.Security.Cryptography.X509Certificates.SubjectAlternativeNameBuilder();
        names.AddDnsName("Example.test");
        names.AddDnsName("*.example.test");
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.CreateSelfSigned(Day(from), Day(to));
        return (certificate.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem());
    }

    private static DateTimeOffset Day(string text) => DateTimeOffset.Parse($"{text}T00:00:00Z", CultureInfo.InvariantCulture);

    private sealed class FixedClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
