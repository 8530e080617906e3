using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Abstractions;
using Microsoft.AspNetCore.Http.Features;
using Pingap.Gateway.Pipeline;

namespace Pingap.Gateway.Proxying;

/// <summary>What the server calls for each request.</summary>
public sealed class GatewayApplication(RequestHandler handler) : IHttpApplication<ProxyContext>
{
    /// <inheritdoc/>
    public ProxyContext CreateContext(IFeatureCollection contextFeatures)
    {
        // The server keeps a context with each connection or stream of its own, which makes the pool.
        ProxyContext? context = null;
        if (contextFeatures is IHostContextContainer<ProxyContext> kept) context = kept.HostContext ??= new();
        context ??= new();
        context.Begin(contextFeatures);
        return context;
    }

    /// <inheritdoc/>
    public Task ProcessRequestAsync(ProxyContext context) => handler.HandleAsync(context);

    /// <inheritdoc/>
    public void DisposeContext(ProxyContext context, Exception? exception) => context.End();
}
