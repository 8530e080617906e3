using System.Collections.Frozen;
using Pingap.Actors.Configuration;

namespace Pingap.Gateway.Tests.Proxying;

/// <summary>Valid configuration records; a test names only what it is about.</summary>
internal static class Given
{
    public static readonly ServerName Server = new("front");
    public static readonly UpstreamName UpstreamName = new("api");

    public static LocationConfig Location() => new(
        Name: new("all"),
        Upstream: new(UpstreamName, null),
        Path: PathPattern.Any,
        Hosts: [],
        Methods: [],
        Conditions: [],
        Priority: null,
        Rewrite: null,
        RequestHeaders: [],
        ResponseHeaders: [],
        ForwardedHeaders: true,
        MaxBodySize: null,
        MaxRetries: null,
        RetryWindow: null);

    public static UpstreamConfig Upstream(params ReadOnlySpan<BackendAddress> backends)
    {
        var configs = new List<BackendConfig>();
        foreach (var backend in backends) configs.Add(new(backend, 1));
        return new(
            UpstreamName,
            configs.ToValueList(),
            BalancingConfig.RoundRobin,
            UpstreamProtocol.Http1,
            Tls: null,
            UpstreamTimeouts.Default,
            HealthCheckConfig.Default,
            CircuitBreakerConfig.Off);
    }

    public static ProxyConfig Config(LocationConfig location, UpstreamConfig upstream, BasicConfig? basic = null) => new(
        basic ?? BasicConfig.Default,
        One(Server, new ServerConfig(Server, [new(new System.Net.IPEndPoint(0x0100007F, 0))], [location.Name], null, false)),
        One(location.Name, location),
        One(upstream.Name, upstream),
        FrozenDictionary<CertificateName, CertificateConfig>.Empty);

    public static HeaderRule Set(string name, string value) => new(HeaderAction.Set, name, ValueTemplate.Literal(value));

    public static HeaderRule Set(string name, VariableKind variable, string argument = "") =>
        new(HeaderAction.Set, name, new([new(variable, argument)]));

    public static HeaderRule Add(string name, string value) => new(HeaderAction.Add, name, ValueTemplate.Literal(value));

    public static HeaderRule Remove(string name) => new(HeaderAction.Remove, name, ValueTemplate.Literal(""));

    /// <summary>The value of a field of a head; <c>null</c> without one.</summary>
    public static string? FieldOf(string head, string name)
    {
        var prefix = name + ": ";
        var values = head.Split("\r\n").Where(line => line.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)).Select(line => line[prefix.Length..]).ToArray();
        return values.Length > 0 ? string.Join(", ", values) : null;
    }

    private static FrozenDictionary<TKey, TValue> One<TKey, TValue>(TKey key, TValue value)
        where TKey : notnull => new[] { KeyValuePair.Create(key, value) }.ToFrozenDictionary();
}
