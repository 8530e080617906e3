using System.Net.Http;

namespace Pingap.Gateway.Forwarding;

/// <summary>
/// Sees to it that a request which must not be repeated is sent once (RFC 9110 §9.2.2). When a connection closes before the answer,
/// <see cref="SocketsHttpHandler"/> sends a request again by itself, up to three times and whatever its method, unless it has content.
/// </summary>
internal sealed class SendOnceHandler(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    /// <inheritdoc/>
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Content is null && !MayBeRepeated(request.Method)) request.Content = new ByteArrayContent([]);
        return base.SendAsync(request, cancellationToken);
    }

    // CONNECT has no content: what follows its head is a tunnel.
    private static bool MayBeRepeated(HttpMethod method) =>
        method == HttpMethod.Get || method == HttpMethod.Head || method == HttpMethod.Put || method == HttpMethod.Delete
        || method == HttpMethod.Options || method == HttpMethod.Trace || method == HttpMethod.Connect;
}
