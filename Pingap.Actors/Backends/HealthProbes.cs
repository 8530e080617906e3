using Pingap.Actors.Configuration;

namespace Pingap.Actors.Backends;

/// <summary>Probes over real sockets.</summary>
public sealed class HealthProbes : IHealthProbes
{
    /// <inheritdoc/>
    public IHealthProbe Create(BackendSettings settings) => settings.HealthCheck.Kind switch
    {
        HealthCheckKind.Tcp => new TcpProbe(settings),
        HealthCheckKind.Http or HealthCheckKind.Https => new HttpProbe(settings),
        HealthCheckKind.Grpc or HealthCheckKind.Grpcs => new GrpcProbe(settings),
        _ => throw new ArgumentOutOfRangeException(nameof(settings), settings.HealthCheck.Kind, "not a kind of health check"),
    };
}
