using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using Pingap.Gateway.Pipeline;

namespace Pingap.Gateway.Forwarding;

/// <summary>Writes the head of the request that a backend gets.</summary>
internal static class RequestWriter
{
    // The path goes out as it came in: to a backend, "%2F" and "/" or "a/../b" and "b" may be different things.
    private static readonly UriCreationOptions AsReceived = new() { DangerousDisablePathAndQueryCanonicalization = true };

    /// <summary>Fills in the URI, the client's fields, the proxy's own, and what the location's rules make of them.</summary>
    public static void Write(HttpRequestMessage request, ProxyContext context, UpstreamClient client, ForwardPlan plan, string origin, ILogger log)
    {
        request.RequestUri = new(string.Concat(origin, context.UpstreamTarget), AsReceived);
        CopyFields(request, context, plan);
        CopyTrailerWish(request, context.Http.Request.Headers);
        if (client.AllowsHttp1) CopyUpgrade(request, context.Http);
        if (plan.ForwardedHeaders) ForwardedFields.Write(request, context);
        plan.RequestHeaders.ApplyTo(request, context, log);
    }

    private static void CopyFields(HttpRequestMessage request, ProxyContext context, ForwardPlan plan)
    {
        var connection = context.Http.Request.Headers.Connection;
        var hasBody = context.Http.Request.ContentLength is not 0 && request.Content is not null;
        foreach (var (name, values) in context.Fields.All)
        {
            if (HopByHop.Contains(name) || values.Count == 0) continue;
            if (name.Equals("Host", StringComparison.OrdinalIgnoreCase)) continue;
            if (name.Equals("Trailer", StringComparison.OrdinalIgnoreCase)) continue;
            if (name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase))
            {
                if (request.Content is not null) RequestHeader.Add(request, name, values);
                continue;
            }

            // Nobody waits with nothing (RFC 9110 §10.1.1), and the client below would send such a request again by itself.
            if (!hasBody && name.Equals("Expect", StringComparison.OrdinalIgnoreCase)) continue;

            // Kestrel reduces a Connection that says "close" or "keep-alive" to that word; names beside it are lost to us.
            if (connection.Count > 0 && HopByHop.IsNamed(connection, name)) continue;
            if (plan.ForwardedHeaders && ForwardedFields.Replaces(name, context.Peer)) continue;
            // HTTP/2 may split cookies; any other version wants them in one line (RFC 9113 §8.2.3).
            var isSplitCookie = values.Count > 1 && name.Equals("Cookie", StringComparison.OrdinalIgnoreCase);
            RequestHeader.Add(request, name, isSplitCookie ? string.Join("; ", (IEnumerable<string?>)values) : values);
        }

        if (context.HostField.Length > 0) request.Headers.TryAddWithoutValidation("Host", context.HostField);
    }

    /// <summary>Says again, for the next connection, that trailers are welcome; gRPC servers insist on it.</summary>
    private static void CopyTrailerWish(HttpRequestMessage request, IHeaderDictionary fields)
    {
        if (!HopByHop.IsNamed(fields.TE, "trailers")) return;
        request.Headers.TryAddWithoutValidation("TE", "trailers");
        if (request.Version.Major == 1) request.Headers.TryAddWithoutValidation("Connection", "TE");
    }

    /// <summary>Passes on upgrades that YARP does not know; it sees to WebSockets itself.</summary>
    private static void CopyUpgrade(HttpRequestMessage request, HttpContext http)
    {
        if (http.Features.Get<IHttpUpgradeFeature>() is not { IsUpgradableRequest: true }) return;
        var protocol = http.Request.Headers.Upgrade.ToString();
        if (protocol.Length == 0
            || protocol.Equals("websocket", StringComparison.OrdinalIgnoreCase)
            || protocol.StartsWith("SPDY/", StringComparison.OrdinalIgnoreCase)
            // A switch to another HTTP would carry requests past the proxy.
            || protocol.Contains("h2c", StringComparison.OrdinalIgnoreCase)
            || protocol.Contains("HTTP/", StringComparison.OrdinalIgnoreCase)
            || protocol.Contains("TLS/", StringComparison.OrdinalIgnoreCase)) return;
        request.Version = HttpVersion.Version11;
        request.VersionPolicy = HttpVersionPolicy.RequestVersionExact;
        request.Headers.TryAddWithoutValidation("Connection", "Upgrade");
        request.Headers.TryAddWithoutValidation("Upgrade", protocol);
    }
}
