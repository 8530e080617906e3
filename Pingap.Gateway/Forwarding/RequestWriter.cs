using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;
using Pingap.Gateway.Pipeline;
using Yarp.ReverseProxy.Forwarder;

namespace Pingap.Gateway.Forwarding;

/// <summary>Writes the head of a request that <see cref="HttpClient"/> sends, which keeps fields in two places: with the request, and with its content.</summary>
internal static class RequestWriter
{
    // The path goes out as it came in: to a backend, "%2F" and "/" or "a/../b" and "b" may be different things.
    private static readonly UriCreationOptions AsReceived = new() { DangerousDisablePathAndQueryCanonicalization = true };

    /// <summary>Fills in the URI and the fields.</summary>
    public static void Write(HttpRequestMessage request, ProxyContext context, UpstreamClient client, ForwardPlan plan, string origin, ILogger log)
    {
        request.RequestUri = new(string.Concat(origin, context.UpstreamTarget), AsReceived);
        var fields = new OutgoingFields();
        RequestHeader.Write(fields, context, plan, context.Http.Request.ContentLength is not 0 && request.Content is not null, log);
        foreach (var (name, values) in fields.All) Add(request, name, values);
        if (request.Content is not null && context.Http.Request.Headers.ContentLength is { } length) request.Content.Headers.ContentLength = length;
        CopyTrailerWish(request, context);
        if (client.AllowsHttp1) CopyUpgrade(request, context);
    }

    private static void CopyTrailerWish(HttpRequestMessage request, ProxyContext context)
    {
        if (!RequestHeader.WantsTrailers(context)) return;
        request.Headers.TryAddWithoutValidation("TE", "trailers");
        if (request.Version.Major == 1) request.Headers.TryAddWithoutValidation("Connection", "TE");
    }

    /// <summary>Passes on upgrades that YARP does not know; it sees to WebSockets itself.</summary>
    private static void CopyUpgrade(HttpRequestMessage request, ProxyContext context)
    {
        if (RequestHeader.UpgradeOf(context) is not { } protocol || protocol.Equals("websocket", StringComparison.OrdinalIgnoreCase)) return;
        request.Version = HttpVersion.Version11;
        request.VersionPolicy = HttpVersionPolicy.RequestVersionExact;
        request.Headers.TryAddWithoutValidation("Connection", "Upgrade");
        request.Headers.TryAddWithoutValidation("Upgrade", protocol);
    }

    private static void Add(HttpRequestMessage request, string name, StringValues values)
    {
        if (values.Count == 1)
        {
            var value = values[0];
            if (request.Headers.TryAddWithoutValidation(name, value)) return;
            if (request.Content is { } content) content.Headers.TryAddWithoutValidation(name, value);
            else AddWithEmptyContent(request, name, values);
        }
        else if (!request.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values))
        {
            if (request.Content is { } content) content.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values);
            else AddWithEmptyContent(request, name, values);
        }
    }

    // A GET with Content-Type: its field needs a content to stand on, and YARP accepts only the empty one of its own making.
    private static void AddWithEmptyContent(HttpRequestMessage request, string name, StringValues values)
    {
        if (HttpMethods.IsTrace(request.Method.Method)) return;
        var carrier = new DefaultHttpContext();
        carrier.Request.Headers[name] = values;
        var transformed = HttpTransformer.Empty.TransformRequestAsync(carrier, request, "", CancellationToken.None);
        System.Diagnostics.Debug.Assert(transformed.IsCompletedSuccessfully, "YARP copies headers without waiting for anything");
    }
}
