using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;
using Pingap.Gateway.Forwarding;
using Pingap.Gateway.Pipeline;

namespace Pingap.Gateway.Proxying;

/// <summary>The proxy's own answers: HTML or JSON by the client's Accept, for gRPC its status, and nothing of the inside.</summary>
public static class ErrorPage
{
    /// <summary>Answers a request whose response has not started.</summary>
    /// <param name="context">The request.</param>
    /// <param name="status">204, or a status from 400.</param>
    /// <param name="rules">The location's changes to responses, which hold for the proxy's own too; <c>null</c> without a location.</param>
    /// <param name="log">Hears of rules that made no value.</param>
    /// <param name="retryAfter">When to come again, for 503; at least a second is said.</param>
    public static Task WriteAsync(ProxyContext context, int status, HeaderRules? rules, ILogger log, TimeSpan retryAfter = default)
    {
        var response = context.Http.Response;
        response.Clear();
        response.StatusCode = status;
        if (status is StatusCodes.Status204NoContent) return Task.CompletedTask;
        if (GrpcCall.Is(context)) return AnswerCall(context, status, rules, log);
        var isJson = PrefersJson(context.Http.Request.Headers.Accept);
        var page = Encoding.UTF8.GetBytes(isJson ? Json(context, status) : Html(context, status));
        response.ContentType = isJson ? "application/json" : "text/html; charset=utf-8";
        response.ContentLength = page.Length;
        response.Headers.CacheControl = "no-store";
        if (status is StatusCodes.Status503ServiceUnavailable) response.Headers.RetryAfter = Seconds(retryAfter);
        // After a doubtful head nothing is certain, the rest of a large body is not read, a retired server is better found anew, and who wanted
        // a tunnel may have begun to talk through it.
        if (status is StatusCodes.Status400BadRequest or StatusCodes.Status413PayloadTooLarge or StatusCodes.Status421MisdirectedRequest or StatusCodes.Status501NotImplemented
            && !HttpProtocol.IsHttp2(context.Http.Request.Protocol)) response.Headers.Connection = "close";
        rules?.ApplyTo(response.Headers, context, log);
        return context.IsHead ? Task.CompletedTask : response.Body.WriteAsync(page, 0, page.Length);
    }

    // Clients of gRPC read no pages. What they are told stands in the head, after which nothing comes, and has an HTTP status of its own.
    private static Task AnswerCall(ProxyContext context, int status, HeaderRules? rules, ILogger log)
    {
        GrpcCall.Answer(context.Http.Response, status, context.RequestId);
        context.UnseenStatus = status;
        rules?.ApplyTo(context.Http.Response.Headers, context, log);
        return Task.CompletedTask;
    }

    /// <summary>Whether Accept ranks JSON above HTML; without a preference it is HTML.</summary>
    public static bool PrefersJson(StringValues accept)
    {
        if (accept.Count == 0 || !MediaTypeHeaderValue.TryParseList(accept.ToArray()!, out var ranges)) return false;
        return Rank(ranges, "json") > Rank(ranges, "html");
    }

    // A range that names the type wins over one with a wildcard of the same quality, as "application/json, */*" means JSON.
    private static double Rank(IList<MediaTypeHeaderValue> ranges, string subtype)
    {
        var rank = 0.0;
        foreach (var range in ranges)
        {
            var isNamed = range.SubTypeWithoutSuffix.Equals(subtype, StringComparison.OrdinalIgnoreCase)
                || range.Suffix.Equals(subtype, StringComparison.OrdinalIgnoreCase);
            var isText = range.Type.Equals("text", StringComparison.OrdinalIgnoreCase);
            var isWild = range.MatchesAllTypes || (range.MatchesAllSubTypes && isText == (subtype is "html"));
            var quality = range.Quality ?? 1;
            if (isNamed) return quality + 0.0001;
            if (isWild) rank = Math.Max(rank, quality);
        }

        return rank;
    }

    private static string Seconds(TimeSpan wait) =>
        Math.Max(1, (long)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);

    private static string Html(ProxyContext context, int status)
    {
        var title = string.Create(CultureInfo.InvariantCulture, $"{status} {ReasonPhrases.GetReasonPhrase(status)}");
        var asked = HtmlEncoder.Default.Encode($"{context.Method} {context.Path}");
        return $"""
            <!doctype html>
            <html lang="en">
            <head><meta charset="utf-8"><title>{title}</title></head>
            <body>
            <h1>{title}</h1>
            <p><code>{asked}</code></p>
            <p>Request id: <code>{context.RequestId}</code></p>
            </body>
            </html>

            """;
    }

    private static string Json(ProxyContext context, int status)
    {
        var asked = JavaScriptEncoder.Default.Encode(context.Path);
        var reason = ReasonPhrases.GetReasonPhrase(status);
        return string.Create(
            CultureInfo.InvariantCulture,
            $$"""{"status":{{status}},"error":"{{reason}}","path":"{{asked}}","request_id":"{{context.RequestId}}"}""") + "\n";
    }
}
