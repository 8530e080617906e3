using Microsoft.Extensions.Logging;
using Microsoft.Extensions.ObjectPool;
using Pingap.Actors.Handoff;
using Pingap.Actors.Upstreams;
using Pingap.Gateway.Pipeline;

namespace Pingap.Gateway.Forwarding.Http1;

/// <summary>Forwards over HTTP/1.1 connections of our own: written and read as octets, strictly, and with nothing made for each request that could be used again.</summary>
/// <param name="others">Carries what does not go this way: HTTP/2, hedged requests, WebSockets over HTTP/2.</param>
/// <param name="log">Hears of header rules that made no value.</param>
/// <param name="time">Whose time the deadlines are in.</param>
public sealed class Http1Forwarder(YarpForwarder others, ILogger<Http1Forwarder> log, TimeProvider time) : IForwarder
{
    private const int Retained = 1024;
    private readonly NearPool<Http1Exchange> _exchanges = new(new Policy(log, time), Retained);

    /// <inheritdoc/>
    public ValueTask<ForwardResult> ForwardAsync(
        ProxyContext context, BackendOrigin backend, UpstreamClient client, ForwardPlan plan, Lease lease = default, Hedge? hedge = null) =>
        backend.Connections is { } pool && hedge is null && !context.IsExtendedConnect
            ? _exchanges.Get().RunAsync(context, pool, client, plan, lease, _exchanges)
            : others.ForwardAsync(context, backend, client, plan, lease, hedge);

    private sealed class Policy(ILogger log, TimeProvider time) : IPooledObjectPolicy<Http1Exchange>
    {
        public Http1Exchange Create() => new(time, log);

        public bool Return(Http1Exchange exchange)
        {
            // One that was ended from outside may still be at it there.
            if (!exchange.IsReusable) exchange.Dispose();
            return exchange.IsReusable;
        }
    }
}
