using System.Net;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;
using Pingap.Gateway.Forwarding.Wire;

namespace Pingap.Gateway.Forwarding;

/// <summary>Copies what a backend answers into the response to the client.</summary>
internal static class ResponseCopy
{
    /// <summary>Copies the header.</summary>
    public static void Header(HttpResponseMessage from, HttpResponse to)
    {
        var connection = from.Headers.NonValidated.TryGetValues("Connection", out var named) ? named.ToString() : "";
        Fields(from.Headers, to.Headers, connection);
        Fields(from.Content.Headers, to.Headers, connection);
        // The server has no trailers for HTTP/1.1 clients, so none are promised.
        if (to.HttpContext.Features.Get<IHttpResponseTrailersFeature>() is null) to.Headers.Remove("Trailer");

        // Of a length beside a transfer coding only the coding counts (RFC 9112 §6.3); these statuses have none (RFC 9110 §8.6).
        if (from.Headers.NonValidated.Contains("Transfer-Encoding")
            || from.StatusCode is HttpStatusCode.NoContent or HttpStatusCode.SwitchingProtocols) to.Headers.ContentLength = null;
    }

    /// <summary>Whether it switches protocols, and has no body: by 101, or on HTTP/2 as the answer to CONNECT.</summary>
    public static bool IsTunnel(HttpResponseMessage response) => response.StatusCode is HttpStatusCode.SwitchingProtocols
        || (response.RequestMessage?.Method == HttpMethod.Connect && response.IsSuccessStatusCode);

    /// <summary>Copies the trailers, where the client's connection can carry them.</summary>
    public static void Trailers(HttpResponseMessage from, HttpContext to)
    {
        var trailers = to.Features.Get<IHttpResponseTrailersFeature>()?.Trailers;
        if (trailers is null || trailers.IsReadOnly) return;
        foreach (var (name, values) in from.TrailingHeaders.NonValidated)
        {
            if (!HopByHop.ForbidsTrailer(name)) trailers[name] = Values(values);
        }
    }

    /// <summary>Sends the header ahead if the body keeps the client waiting: a stream of events may begin with a long silence.</summary>
    /// <remarks>
    /// Only then, because a header that goes out together with the end of its body says so: clients take a gRPC error without
    /// a body for a response with one otherwise.
    /// </remarks>
    public static async ValueTask SendHeaderAheadAsync(HttpResponseMessage from, HttpContext to, CancellationToken cancellation)
    {
        if (from.Content.Headers.ContentLength is not null || IsTunnel(from) || HttpMethods.IsHead(to.Request.Method)) return;
        var body = await from.Content.ReadAsStreamAsync(cancellation).ConfigureAwait(false);
        var firstByte = body.ReadAsync(Memory<byte>.Empty, cancellation);
        if (firstByte.IsCompletedSuccessfully)
        {
            // Its source may be pooled, and is free again only when its result is taken.
            _ = firstByte.Result;
            return;
        }

        Task waiting = firstByte.AsTask();
        if (!waiting.IsCompleted) await to.Response.Body.FlushAsync(CancellationToken.None).ConfigureAwait(false);
        // A failure is met again, and reported, by the copy that reads on.
        await waiting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private static void Fields(HttpHeaders from, IHeaderDictionary to, string connection)
    {
        foreach (var (name, values) in from.NonValidated)
        {
            if (HopByHop.Contains(name) || (connection.Length > 0 && HopByHop.IsNamed(connection, name))) continue;
            to[name] = Values(values);
        }
    }

    private static StringValues Values(HeaderStringValues values)
    {
        if (values.Count <= 1) return values.ToString();
        var all = new string[values.Count];
        var i = 0;
        foreach (var value in values) all[i++] = value;
        return all;
    }
}
