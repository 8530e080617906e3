using System.Diagnostics;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Pingap.Gateway.Listeners;
using Pingap.Gateway.Tls;
using Pingap.Gateway.Transport;

namespace Pingap.Gateway.Hosting;

/// <summary>Registers the front: Kestrel without a web host, its connection feed, the listeners and TLS.</summary>
public static class KestrelFrontRegistration
{
    /// <summary>
    /// Adds <see cref="Microsoft.AspNetCore.Hosting.Server.IServer"/> (to be started with the product's own application),
    /// <see cref="ListenerSet"/> and <see cref="CertificateStore"/>.
    /// </summary>
    public static IServiceCollection AddKestrelFront(this IServiceCollection services)
    {
        services.AddLogging();
        services.AddOptions();
        services.AddMetrics();
        // A web host would bring it; Kestrel publishes malformed requests there.
        services.TryAddSingleton<DiagnosticSource>(_ => new DiagnosticListener("Microsoft.AspNetCore"));
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<ConnectionFeed>();
        // Before Kestrel's own registrations, which add the socket transport only where there is none.
        services.AddSingleton<IConnectionListenerFactory>(provider => provider.GetRequiredService<ConnectionFeed>());
        new ServicesOnlyWebHostBuilder(services).UseKestrelCore();
        services.AddSingleton<IConfigureOptions<KestrelServerOptions>, KestrelFront>();
        services.AddSingleton<CertificateStore>();
        services.AddSingleton<TlsHandshake>();
        services.AddSingleton<ClientLimits>();
        services.AddSingleton<ConnectionCounts>();
        services.AddSingleton<EpollLoops>();
        services.AddSingleton<ClientTransports>();
        services.AddSingleton<ListenerSet>();
        return services;
    }
}
