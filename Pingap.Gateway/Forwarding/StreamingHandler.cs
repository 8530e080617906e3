using System.Net;

namespace Pingap.Gateway.Forwarding;

/// <summary>
/// Sends request bodies of unknown length as they come. <see cref="SocketsHttpHandler"/> on HTTP/1.1 collects some kilobytes
/// first, and a client that waits for an answer to what it has sent so far would wait for ever.
/// </summary>
internal sealed class StreamingHandler(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    /// <inheritdoc/>
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Content is { Headers.ContentLength: null } content) request.Content = new FlushingContent(content);
        return base.SendAsync(request, cancellationToken);
    }

    private sealed class FlushingContent : HttpContent
    {
        private readonly HttpContent _inner;

        public FlushingContent(HttpContent inner)
        {
            _inner = inner;
            foreach (var (name, values) in inner.Headers.NonValidated)
            {
                foreach (var value in values) Headers.TryAddWithoutValidation(name, value);
            }
        }

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
            SerializeToStreamAsync(stream, context, CancellationToken.None);

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
        {
            // The head goes ahead: the client may wait for the answer to it before it sends anything of the body.
            await stream.FlushAsync(cancellationToken).ConfigureAwait(false);
            await _inner.CopyToAsync(new FlushingStream(stream), context, cancellationToken).ConfigureAwait(false);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
