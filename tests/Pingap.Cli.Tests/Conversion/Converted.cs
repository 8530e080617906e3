using Pingap.Actors.Configuration;
using Pingap.Actors.Configuration.Reading;
using Pingap.Actors.Routing;
using Pingap.Cli.Conversion;
using Pingap.Cli.Conversion.Findings;
using Pingap.Cli.Conversion.Syntax;

namespace Pingap.Cli.Tests.Conversion;

/// <summary>An nginx configuration after its conversion, read back.</summary>
internal sealed class Converted
{
    private readonly ConversionOutcome _outcome;
    private readonly Lazy<RoutingTable> _table;

    private Converted(ConversionOutcome outcome, ProxyConfig config)
    {
        (_outcome, Config) = (outcome, config);
        _table = new(() => RoutingTable.Build(Server.Locations.Select(name => Config.Locations[name])));
    }

    /// <summary>Our configuration.</summary>
    public ProxyConfig Config { get; }

    /// <summary>The text of it.</summary>
    public string Toml => _outcome.Toml!;

    /// <summary>What was told, without the places.</summary>
    public IReadOnlyList<string> Told => [.. _outcome.Findings.Select(finding => $"{finding.KindText}: {finding.Directive}")];

    /// <summary>What was told.</summary>
    public IReadOnlyList<Finding> Findings => _outcome.Findings;

    /// <summary>The only location.</summary>
    public LocationConfig Location => Assert.Single(Config.Locations).Value;

    /// <summary>The only upstream.</summary>
    public UpstreamConfig Upstream => Assert.Single(Config.Upstreams).Value;

    /// <summary>The only server.</summary>
    public ServerConfig Server => Assert.Single(Config.Servers).Value;

    /// <summary>Converts a whole file, whose result must be valid.</summary>
    public static Converted From(string nginx)
    {
        var outcome = Outcome(nginx);
        Assert.NotNull(outcome.Toml);
        var document = new ConfigDocument("converted.toml", outcome.Toml);
        Assert.Empty(OwnReading.Errors(document));
        var pem = TestPem.Value;
        var reading = ConfigReader.Read([document], new ConfigEnvironment(_ => null, _ => pem));
        return new Converted(outcome, reading.Config!);
    }

    /// <summary>Converts one server with one location that forwards.</summary>
    public static Converted FromLocation(string directives, string head = "/") =>
        From($"server {{ location {head} {{ {directives} }} }}");

    /// <summary>Converts an upstream that is used.</summary>
    public static Converted FromUpstream(string lines) =>
        From($"upstream app {{ {lines} }} server {{ location / {{ proxy_pass http://app; }} }}");

    /// <summary>What comes of a text that is nginx's.</summary>
    public static ConversionOutcome Outcome(string nginx)
    {
        Assert.True(NginxReader.TryRead("n", nginx, "", out var input, out var error), error);
        return NginxConverter.Convert(input, "n", path => path);
    }

    /// <summary>The location of the only server that takes a request, or <c>null</c>.</summary>
    public LocationConfig? Take(string host, string path) => _table.Value.TryMatch(new PlainRequest(path, host), out var match) ? match.Route.Config : null;

    /// <summary>The port of the first backend a request goes to, or <c>null</c> if it is answered with 404.</summary>
    public int? Port(string host, string path) =>
        Take(host, path)?.Upstream.Name is { } name ? Config.Upstreams[name].Backends[0].Address.Port : null;

    /// <summary>The path a backend sees.</summary>
    public string Path(string path, string host = "a.example")
    {
        Assert.True(_table.Value.TryMatch(new PlainRequest(path, host), out var match));
        if (match.Route.Rewrite is not { } rewrite) return path;
        Assert.True(rewrite.TryApply(path, match.Captures, new PlainRequest(path, host), out var rewritten, out _));
        return rewritten;
    }
}
