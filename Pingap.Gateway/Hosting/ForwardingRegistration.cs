using Microsoft.Extensions.DependencyInjection;
using Pingap.Gateway.Forwarding;
using Pingap.Gateway.Forwarding.Http1;
using Pingap.Gateway.Proxying;

namespace Pingap.Gateway.Hosting;

/// <summary>Registers what carries a request: the application that Kestrel calls, the snapshot, the forwarder.</summary>
public static class ForwardingRegistration
{
    /// <summary>Adds <see cref="GatewayApplication"/>, <see cref="SnapshotStore"/> and <see cref="IForwarder"/>.</summary>
    public static IServiceCollection AddPingapForwarding(this IServiceCollection services) => services
        .AddHttpForwarder()
        .AddSingleton<YarpForwarder>()
        .AddSingleton<IForwarder, Http1Forwarder>()
        .AddSingleton<SnapshotStore>()
        .AddSingleton<RequestHandler>()
        .AddSingleton<GatewayApplication>();
}
