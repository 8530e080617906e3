using System.Net;

namespace Pingap.Gateway.Tests.Forwarding;

/// <summary>A body that does not say how long it is.</summary>
internal sealed class UnsizedContent : HttpContent
{
    private readonly HttpContent _inner;

    public UnsizedContent(HttpContent inner)
    {
        _inner = inner;
        Headers.ContentType = inner.Headers.ContentType;
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => _inner.CopyToAsync(stream, context);

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}
