using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Abstractions;
using Microsoft.AspNetCore.Http;
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
        if (contextFeatures is IHostContextContainer<ProxyContext> kept) context = kept.HostContext ??= First(kept, contextFeatures);
        context ??= new();
        context.Begin(contextFeatures);
        return context;
    }

    /// <summary>The first context of a connection, or of one that has been idle; HTTP/2 keeps one with each stream, and gives up streams by itself.</summary>
    private static ProxyContext First(IHostContextContainer<ProxyContext> kept, IFeatureCollection features)
    {
        var isHttp2 = HttpProtocol.IsHttp2(features.Get<IHttpRequestFeature>()?.Protocol ?? "");
        if (!isHttp2 && features.Get<IContextFeature>() is { } connection) connection.Contexts = kept;
        return new();
    }

    /// <inheritdoc/>
    public Task ProcessRequestAsync(ProxyContext context) => handler.HandleAsync(context);

    /// <inheritdoc/>
    public void DisposeContext(ProxyContext context, Exception? exception) => context.End();
}
