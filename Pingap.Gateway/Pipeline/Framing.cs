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
        if (HttpProtocol.IsHttp2(request.Protocol)) return !HasConnectionFields(header);
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

    // HTTP/2 has frames for all that these say, and a request with one of them is malformed (RFC 9113 §8.2.2). The server below refuses
    // only Connection, and a TE other than "trailers".
    private static bool HasConnectionFields(IHeaderDictionary header) => header.TransferEncoding.Count > 0
        || header.Upgrade.Count > 0
        || header.KeepAlive.Count > 0
        || header.ContainsKey("Proxy-Connection")
        || header.ContainsKey("HTTP2-Settings");
}
