using Pingap.Actors.Configuration;

namespace Pingap.Actors.Backends;

/// <summary>Probes over real sockets.</summary>
public sealed class HealthProbes : IHealthProbes
{
    /// <inheritdoc/>
    public IHealthProbe Create(BackendSettings settings) =>
        settings.HealthCheck.Kind is HealthCheckKind.Tcp ? new TcpProbe(settings) : new HttpProbe(settings);
}
