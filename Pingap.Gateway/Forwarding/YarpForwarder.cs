using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.ObjectPool;
using Pingap.Actors.Upstreams;
using Pingap.Gateway.Pipeline;
using Yarp.ReverseProxy.Forwarder;

namespace Pingap.Gateway.Forwarding;

/// <summary>Forwards by way of YARP's <see cref="IHttpForwarder"/> and <see cref="HttpClient"/>'s connections.</summary>
public sealed class YarpForwarder(IHttpForwarder forwarder, ILogger<YarpForwarder> log) : IForwarder
{
    private const int Retained = 1024;
    private readonly ObjectPool<YarpExchange> _exchanges = new DefaultObjectPool<YarpExchange>(new DefaultPooledObjectPolicy<YarpExchange>(), Retained);

    /// <inheritdoc/>
    public async ValueTask<ForwardResult> ForwardAsync(
        ProxyContext context, BackendOrigin backend, UpstreamClient client, ForwardPlan plan, Lease lease = default, Hedge? hedge = null)
    {
        var http = context.Http;
        var body = http.Request.Body;
        var exchange = _exchanges.Get();
        exchange.Begin(context, client, plan, lease, hedge, log);
        var reset = HeldReset.For(context);
        var ended = ForwardError.None;
        try
        {
            if (context.Server.BodyDetection is { CanHaveBody: true })
            {
                exchange.Body = new RequestBody(body, plan.MaxBodySize, exchange.Timer);
                http.Request.Body = exchange.Body;
            }

            if (IsStream(context)) LetBodyBeSlow(http.Features);
            var error = await forwarder
                .SendAsync(http, backend.Prefix, hedge is null ? client.Invoker : client.HedgingInvoker, client.Request, exchange, exchange.Timer.Token)
                .ConfigureAwait(false);
            context.HasSentBody |= exchange.Body is { WasRead: true };
            if (exchange.DeclinedStatus > 0) return new(ForwardError.Declined, exchange.DeclinedStatus) { FirstByte = exchange.Timer.FirstByte };
            if (error is ForwarderError.None) return Success(http, exchange);
            var cause = http.Features.Get<IForwarderErrorFeature>()?.Exception;
            ended = YarpErrors.Classify(error, cause, exchange, http.RequestAborted.IsCancellationRequested, MayHaveTimedOut(http.Response));
            return new(ended, exchange.Status, Innermost(cause), TransportErrors.CauseOf(ended, cause)) { FirstByte = exchange.Timer.FirstByte };
        }
        finally
        {
            reset?.End(context, ended);
            http.Request.Body = body;
            await exchange.EndAsync().ConfigureAwait(false);
            _exchanges.Return(exchange);
        }
    }

    // Without an answer there is only one way to succeed: YARP refused a malformed WebSocket handshake.
    private static ForwardResult Success(HttpContext http, YarpExchange exchange) => exchange.Status > 0
        ? new(ForwardError.None, exchange.Status) { FirstByte = exchange.Timer.FirstByte }
        : new(ForwardError.RequestInvalid, 0, $"refused with {http.Response.StatusCode}");

    private static bool IsStream(ProxyContext context) => GrpcCall.Is(context)
        || context.Server.Upgrade is { IsUpgradableRequest: true }
        || context.Server.ExtendedConnect is { IsExtendedConnect: true };

    /// <summary>Lifts the least rate at which the server wants bodies to arrive: streams may be silent.</summary>
    private static void LetBodyBeSlow(IFeatureCollection features)
    {
        if (features.Get<IHttpMinRequestBodyDataRateFeature>() is { } rate) rate.MinDataRate = null;
    }

    // YARP says so by the status alone, where it can still set one.
    private static bool MayHaveTimedOut(HttpResponse response) =>
        response.HasStarted || response.StatusCode is StatusCodes.Status408RequestTimeout or StatusCodes.Status504GatewayTimeout;

    private static string? Innermost(Exception? cause) => cause?.GetBaseException().Message;
}
