namespace Pingap.Actors.Configuration;

/// <summary>One entry of <c>[upstreams]</c>: a group of backends that serve the same thing.</summary>
/// <param name="Name">The name locations use.</param>
/// <param name="Backends">Those written, no address twice: at least one, but none where <see cref="Discovery"/> finds them elsewhere.</param>
/// <param name="Balancing">How one is chosen.</param>
/// <param name="Protocol">The HTTP version spoken to them.</param>
/// <param name="Tls">TLS towards them, or <c>null</c> for cleartext.</param>
/// <param name="Timeouts">How long the proxy waits for them.</param>
/// <param name="HealthCheck">How they are probed.</param>
/// <param name="Breaker">When a failing one is taken out.</param>
public sealed record UpstreamConfig(
    UpstreamName Name,
    ValueList<BackendConfig> Backends,
    BalancingConfig Balancing,
    UpstreamProtocol Protocol,
    UpstreamTls? Tls,
    UpstreamTimeouts Timeouts,
    HealthCheckConfig HealthCheck,
    CircuitBreakerConfig Breaker)
{
    /// <summary>How long a backend that is new or has come back takes to get its whole share; zero is off (<c>slow_start</c>).</summary>
    public TimeSpan SlowStart { get; init; } = TimeSpan.Zero;

    /// <summary>How many requests it takes at a time, and how many more may wait.</summary>
    public CapacityConfig Capacity { get; init; } = CapacityConfig.Unlimited;

    /// <summary>How many of its requests may be repetitions.</summary>
    public RetryBudgetConfig RetryBudget { get; init; } = RetryBudgetConfig.Default;

    /// <summary>How its backends are found.</summary>
    public DiscoveryConfig Discovery { get; init; } = DiscoveryConfig.Static;

    /// <summary>When a backend that fails requests is left out for a while.</summary>
    public EjectionConfig Outliers { get; init; } = EjectionConfig.Off;

    /// <summary>
    /// Share of the weight, in percent: while less of it is available, all backends get requests all the same (<c>panic_threshold</c>). 0 is never.
    /// </summary>
    public int PanicThreshold { get; init; }

    /// <summary>Requests that may be under way at a time on one HTTP/2 connection; at least 1 (<c>max_h2_streams</c>).</summary>
    public int MaxHttp2Streams { get; init; } = 1;

    /// <summary>Socket options of its connections.</summary>
    public UpstreamSockets Sockets { get; init; } = UpstreamSockets.Default;

    /// <summary>What is counted of it.</summary>
    public UpstreamStatistics Statistics { get; init; } = UpstreamStatistics.Default;

    /// <summary>A note for people, or <c>null</c>.</summary>
    public string? Remark { get; init; }

    /// <summary>Whether a backend that another configuration has too can go on as it is: its probes, its breaker, its ejection.</summary>
    public bool JudgesBackendsAs(UpstreamConfig other) => HealthCheck == other.HealthCheck && Breaker == other.Breaker && Outliers == other.Outliers;

    /// <summary>Whether connections that were opened for another configuration may go on to serve this one: weights, checks and addresses do not concern them.</summary>
    public bool SharesConnectionsWith(UpstreamConfig other) => Protocol == other.Protocol && Tls == other.Tls && Timeouts == other.Timeouts
        && Capacity.MaxConnections == other.Capacity.MaxConnections && Discovery.Dialed == other.Discovery.Dialed;
}
