using System.Collections.Frozen;
using Pingap.Actors.Configuration;

namespace Pingap.Testing;

/// <summary>Valid values with defaults: a test names only what it is about.</summary>
public static class Some
{
    /// <summary>Backends <c>127.0.0.1:8001</c>, <c>:8002</c> … with these weights.</summary>
    public static UpstreamConfig Upstream(
        string name = "api",
        int[]? weights = null,
        BalancingConfig? balancing = null,
        HealthCheckConfig? healthCheck = null,
        CircuitBreakerConfig? circuitBreaker = null) => new(
            new UpstreamName(name),
            (weights ?? [1, 1]).Select((weight, i) => new BackendConfig(Address(8001 + i), weight)).ToValueList(),
            balancing ?? BalancingConfig.RoundRobin,
            UpstreamProtocol.Http1,
            Tls: null,
            UpstreamTimeouts.Default,
            healthCheck ?? HealthCheckConfig.Default,
            circuitBreaker ?? CircuitBreakerConfig.Off);

    /// <summary>A configuration with these upstreams and nothing else.</summary>
    public static ProxyConfig Config(params UpstreamConfig[] upstreams) => new(
        BasicConfig.Default,
        FrozenDictionary<ServerName, ServerConfig>.Empty,
        FrozenDictionary<LocationName, LocationConfig>.Empty,
        upstreams.ToFrozenDictionary(u => u.Name),
        FrozenDictionary<CertificateName, CertificateConfig>.Empty);

    /// <summary>An address on loopback.</summary>
    public static BackendAddress Address(int port = 8001) => new("127.0.0.1", port);

    /// <summary>A prefix location.</summary>
    public static LocationConfig Location(string name = "all", string path = "/", string upstream = "api") => new(
        new LocationName(name),
        new UpstreamChoice(new UpstreamName(upstream), null),
        new PathPattern(PathPatternKind.Prefix, path, EndsAtSegment: true),
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
}
