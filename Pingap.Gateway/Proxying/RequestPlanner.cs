using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Pingap.Actors.Routing;
using Pingap.Gateway.Pipeline;
using Pingap.Gateway.Telemetry;

namespace Pingap.Gateway.Proxying;

/// <summary>Finds out what is to be done with a request, before anything is done: steps 2 and 3 of its life.</summary>
internal static class RequestPlanner
{
    /// <summary>The status that lets the request pass.</summary>
    public const int Pass = 0;

    /// <summary>Looks at a request.</summary>
    /// <param name="context">The request; learns its location, captures and target.</param>
    /// <param name="snapshot">The world it lives in.</param>
    /// <param name="log">Hears of rewrites that make no path.</param>
    /// <param name="upstream">Where it goes, if it passes.</param>
    /// <param name="plan">Its location, if there is one.</param>
    /// <returns><see cref="Pass"/>, or the status to answer with.</returns>
    public static int Plan(ProxyContext context, ProxySnapshot snapshot, ILogger log, out UpstreamView? upstream, out LocationPlan? plan)
    {
        upstream = null;
        plan = null;
        if (HttpMethods.IsConnect(context.Method) && !context.IsExtendedConnect) return StatusCodes.Status501NotImplemented;
        if (!context.TryReadHead()) return StatusCodes.Status400BadRequest;
        // "OPTIONS *" asks the server as a whole (RFC 9110 §9.3.7), and that is the proxy.
        if (context.TargetForm is RequestTargetForm.Asterisk) return StatusCodes.Status204NoContent;

        // A connection may outlive the server that accepted it; on a new one the client finds whoever is there now.
        if (context.Server.ArrivedAt is not { } listener
            || !snapshot.Servers.TryGetValue(listener.ServerIn(snapshot.Version), out var server)) return StatusCodes.Status421MisdirectedRequest;
        if (!server.Routes.TryMatch(context, out var match)) return StatusCodes.Status404NotFound;                // (2)
        context.Take(match);
        plan = server.Plans[match.Route.Index];
        if (!TryRewrite(context, match, log)) return StatusCodes.Status500InternalServerError;
        upstream = plan.Upstream ?? Captured(context, snapshot, match.Route);
        if (upstream is null) return StatusCodes.Status404NotFound;
        context.Upstream = upstream.Handle.Config.Name;
        if (DialedHost(context, upstream) is not Pass and var refusal) return refusal;
        return IsTooLarge(context, plan) ? StatusCodes.Status413PayloadTooLarge : Pass;                         // (3)
    }

    private static bool TryRewrite(ProxyContext context, RouteMatch match, ILogger log)
    {
        if (match.Route.Rewrite is not { } rewrite) return true;
        if (!rewrite.TryApply(context.Path, match.Captures, context, out var path, out var captures))
        {
            ForwardingLog.RewriteFailed(log, match.Route.Config.Name.Value, context.Path);
            return false;
        }

        context.Captures = captures;
        if (!ReferenceEquals(path, context.Path)) context.UpstreamTarget = context.WithQuery(path);
        return true;
    }

    private static UpstreamView? Captured(ProxyContext context, ProxySnapshot snapshot, LocationRoute route) =>
        route.TryGetUpstream(context.Captures, out var name) && snapshot.Upstreams.TryGetValue(name, out var upstream) ? upstream : null;

    /// <summary>
    /// Finds out which host is to be dialed, where the request says so. One that may not be is 403 (RFC 9110 §15.5.4): 421 would invite the client to ask again over
    /// another connection, and is not for a proxy to give (§15.5.20).
    /// </summary>
    private static int DialedHost(ProxyContext context, UpstreamView upstream)
    {
        context.Dialed = null;
        if (upstream.Client.Dialed is not { } hosts) return Pass;
        if (context.Host.Length == 0) return StatusCodes.Status400BadRequest;
        var port = HostField.PortOf(context.HostField) ?? upstream.Client.DefaultPort;
        if (!hosts.Allows(context.Host, port, out var address)) return StatusCodes.Status403Forbidden;
        context.Dialed = address;
        return Pass;
    }

    private static bool IsTooLarge(ProxyContext context, LocationPlan plan)
    {
        var limit = plan.Forward.MaxBodySize;
        // The server has a limit of its own, which would hold where the location's is larger, or is none.
        if (context.Server.BodySize is { IsReadOnly: false } size) size.MaxRequestBodySize = limit;
        return context.Server.Request.Headers.ContentLength > limit;
    }
}
