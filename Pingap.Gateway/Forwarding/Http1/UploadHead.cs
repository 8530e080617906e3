using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Pingap.Gateway.Forwarding.Wire;
using Pingap.Gateway.Pipeline;

namespace Pingap.Gateway.Forwarding.Http1;

/// <summary>Writes the head of a request. Used for one request after another.</summary>
internal sealed class UploadHead
{
    private readonly OutgoingFields _fields = new();

    /// <summary>Whether the backend is to say first that it wants the body (RFC 9110 §10.1.1).</summary>
    public bool Expects => _fields.Contains("Expect");

    /// <summary>Writes it, with its end.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="context">The request.</param>
    /// <param name="plan">Its location.</param>
    /// <param name="hasBody">Whether the request has a body, and be it an empty one.</param>
    /// <param name="upgrade">The protocol to change to, or <c>null</c>.</param>
    /// <param name="log">Hears of rules that made no value.</param>
    public void Write(HeadWriter writer, ProxyContext context, ForwardPlan plan, bool hasBody, string? upgrade, ILogger log)
    {
        var length = context.Server.Request.Headers.ContentLength;
        writer.Begin(context.Method, context.UpstreamTarget);
        WriteFields(writer, context, plan, hasBody && length is not 0, log);
        WriteConnection(writer, context, upgrade);
        if (length is { } octets) writer.ContentLength(octets);
        else if (hasBody) writer.Octets("Transfer-Encoding: chunked\r\n"u8);
        // Where a body is usual, its absence is said (RFC 9110 §8.6).
        else if (HttpMethods.IsPost(context.Method) || HttpMethods.IsPut(context.Method) || HttpMethods.IsPatch(context.Method)) writer.ContentLength(0);
        writer.Octets("\r\n"u8);
    }

    /// <summary>Forgets the request.</summary>
    public void Clear() => _fields.Clear();

    private void WriteFields(HeadWriter writer, ProxyContext context, ForwardPlan plan, bool hasBody, ILogger log)
    {
        var sent = context.SentFields;
        var key = new SentFields.Ingredients(context.Fields.Version, plan, context.Peer, context.HostField, context.Scheme, hasBody);
        if (sent.IsOf(key))
        {
            writer.Octets(sent.Written);
            return;
        }

        var start = writer.Length;
        RequestHeader.Write(_fields, context, plan, hasBody, log);
        // A request has one (RFC 9112 §3.2): the backend's own name, where neither the client nor a rule gives another.
        var isHostOwn = !_fields.Contains("Host");
        if (isHostOwn) _fields.Append("Host", context.Backend!);
        foreach (var (name, values) in _fields.All) writer.Field(name, values);
        if (plan.RequestHeaders.AreFixed && !isHostOwn && !Expects && !writer.IsInvalid) sent.Keep(key, writer.Written.Span[start..]);
    }

    /// <summary>Writes the fields that are for this connection alone.</summary>
    private static void WriteConnection(HeadWriter writer, ProxyContext context, string? upgrade)
    {
        var wantsTrailers = RequestHeader.WantsTrailers(context);
        if (wantsTrailers) writer.Octets("TE: trailers\r\n"u8);
        if (upgrade is not null)
        {
            writer.Octets(wantsTrailers ? "Connection: Upgrade, TE\r\n"u8 : "Connection: Upgrade\r\n"u8);
            writer.Field("Upgrade", upgrade);
        }
        else if (wantsTrailers)
        {
            writer.Octets("Connection: TE\r\n"u8);
        }
    }
}
