using Pingap.Actors.Configuration;

namespace Pingap.Actors.Backends;

/// <summary>All that one backend's actor depends on: while it is equal, the actor is kept.</summary>
/// <param name="Upstream">The upstream it belongs to.</param>
/// <param name="Address">Where it is reached.</param>
/// <param name="HealthCheck">How it is probed.</param>
/// <param name="CircuitBreaker">When its breaker opens and closes.</param>
public sealed record BackendSettings(
    UpstreamName Upstream, BackendAddress Address, HealthCheckConfig HealthCheck, CircuitBreakerConfig CircuitBreaker)
{
    /// <summary>When it is left out for a while.</summary>
    public EjectionConfig Ejection { get; init; } = EjectionConfig.Off;
}
