using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Pingap.Gateway.Pipeline;

/// <summary>How a request says where its body ends (RFC 9112 §6).</summary>
internal static class Framing
{
    /// <summary>
    /// Whether any two readers agree on it: <c>Transfer-Encoding: chunked</c>, said once, by HTTP/1.1 and without a length beside
    /// it, or no transfer coding at all. The server below has seen to the rest.
    /// </summary>
    public static bool IsClear(IHttpRequestFeature request)
    {
        var header = request.Headers;
        var coding = header.TransferEncoding;
        if (coding.Count == 0) return true;
        return coding.Count == 1
            && string.Equals(coding[0], "chunked", StringComparison.OrdinalIgnoreCase)
            && !HttpProtocol.IsHttp10(request.Protocol)
            && header.ContentLength is null
            // The name under which the server hides a length that came with the coding. A client's own field of this name looks the
            // same, and is refused too.
            && !header.ContainsKey("X-Content-Length");
    }
}
