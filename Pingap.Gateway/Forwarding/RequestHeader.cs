using Microsoft.Extensions.Logging;
using Pingap.Gateway.Forwarding.Wire;
using Pingap.Gateway.Pipeline;

namespace Pingap.Gateway.Forwarding;

/// <summary>Chooses the fields that a backend gets: the client's, the proxy's own, and what the location's rules make of them.</summary>
internal static class RequestHeader
{
    /// <summary>Fills in the fields, Host first; the length of the body and how it is framed are left to whoever sends it.</summary>
    /// <param name="fields">Where to; empty.</param>
    /// <param name="context">The request.</param>
    /// <param name="plan">Its location.</param>
    /// <param name="hasBody">Whether a body is sent.</param>
    /// <param name="log">Hears of rules that made no value.</param>
    public static void Write(OutgoingFields fields, ProxyContext context, ForwardPlan plan, bool hasBody, ILogger log)
    {
        // The first of all (RFC 9110 §7.2).
        if (context.HostField.Length > 0) fields.Append("Host", context.HostField);
        CopyFields(fields, context, plan, hasBody);
        if (plan.ForwardedHeaders) ForwardedFields.Write(fields, context);
        plan.RequestHeaders.ApplyTo(fields, context, log);
    }

    /// <summary>Whether the client wants trailers; gRPC servers insist on it. It is said again for the next connection (RFC 9110 §10.1.4).</summary>
    public static bool WantsTrailers(ProxyContext context) => context.Server.Request.Headers.TE is { Count: > 0 } wishes && HopByHop.IsNamed(wishes, "trailers");

    /// <summary>The protocol that the client wants to change to, where it may; else <c>null</c>.</summary>
    public static string? UpgradeOf(ProxyContext context)
    {
        if (context.Server.Upgrade is not { IsUpgradableRequest: true }) return null;
        var protocol = context.Server.Request.Headers.Upgrade.ToString();
        return protocol.Length == 0
            || protocol.StartsWith("SPDY/", StringComparison.OrdinalIgnoreCase)
            // A switch to another HTTP would carry requests past the proxy.
            || protocol.Contains("h2c", StringComparison.OrdinalIgnoreCase)
            || protocol.Contains("HTTP/", StringComparison.OrdinalIgnoreCase)
            || protocol.Contains("TLS/", StringComparison.OrdinalIgnoreCase) ? null : protocol;
    }

    private static void CopyFields(OutgoingFields fields, ProxyContext context, ForwardPlan plan, bool hasBody)
    {
        var connection = context.Server.Request.Headers.Connection;
        foreach (var (name, values) in context.Fields.All)
        {
            if (values.Count == 0 || HopByHop.IsRewritten(name)) continue;
            // Nobody waits with nothing (RFC 9110 §10.1.1).
            if (!hasBody && name.Equals("Expect", StringComparison.OrdinalIgnoreCase)) continue;
            if (connection.Count > 0 && HopByHop.IsNamed(connection, name)) continue;
            if (plan.ForwardedHeaders && ForwardedFields.Replaces(name, context.Peer)) continue;
            // HTTP/2 may split cookies; any other version wants them in one line (RFC 9113 §8.2.3).
            var isSplitCookie = values.Count > 1 && name.Equals("Cookie", StringComparison.OrdinalIgnoreCase);
            fields.Append(name, isSplitCookie ? string.Join("; ", (IEnumerable<string?>)values) : values);
        }
    }
}
