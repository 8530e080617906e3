using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.ObjectPool;
using Pingap.Actors.Handoff;
using Pingap.Actors.Upstreams;
using Pingap.Gateway.Forwarding.Wire;
using Pingap.Gateway.Pipeline;
using Pingap.Gateway.Transport;

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
        ProxyContext context, BackendOrigin backend, UpstreamClient client, ForwardPlan plan, Lease lease = default, Hedge? hedge = null)
    {
        if (backend.Connections is not { } pool || hedge is not null || context.IsExtendedConnect) return others.ForwardAsync(context, backend, client, plan, lease, hedge);
        return pool.IsForLoops && context.Server.Loop is { IsCurrent: false } loop
            ? ForwardOnAsync(loop, context, pool, client, plan, lease)
            : _exchanges.Get().RunAsync(context, pool, client, plan, lease, _exchanges);
    }

    /// <summary>
    /// Forwards where the client's connection lives: the server begins each request of HTTP/2 on the thread pool, and all that it waits for would go on there, with a change of threads each time.
    /// </summary>
    [AsyncMethodBuilder(typeof(RequestTaskBuilder<>))]
    private async ValueTask<ForwardResult> ForwardOnAsync(
        EpollLoop loop, ProxyContext context, ConnectionPool pool, UpstreamClient client, ForwardPlan plan, Lease lease)
    {
        await new EnterLoop(loop);
        return await _exchanges.Get().RunAsync(context, pool, client, plan, lease, _exchanges).ConfigureAwait(false);
    }

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
