using Microsoft.AspNetCore.Http.Features;
using Pingap.Gateway.Transport;

namespace Pingap.Gateway.Pipeline;

/// <summary>
/// What the server offers for a request, looked up once for all requests of a connection or stream: the server's collection offers itself, and its look-ups are slow for how often they
/// are needed. Those of another collection are looked up for each request.
/// </summary>
internal sealed class ServerFeatures
{
    private IFeatureCollection? _collection;
    private bool _isLasting;

    /// <summary>The head of the request.</summary>
    public IHttpRequestFeature Request { get; private set; } = null!;

    /// <summary>The head of the response.</summary>
    public IHttpResponseFeature Response { get; private set; } = null!;

    /// <summary>The body of the response.</summary>
    public IHttpResponseBodyFeature Body { get; private set; } = null!;

    /// <summary>Whether the request has a body, where the server knows.</summary>
    public IHttpRequestBodyDetectionFeature? BodyDetection { get; private set; }

    /// <summary>How large that may be.</summary>
    public IHttpMaxRequestBodySizeFeature? BodySize { get; private set; }

    /// <summary>The change to another protocol that HTTP/1.1 has.</summary>
    public IHttpUpgradeFeature? Upgrade { get; private set; }

    /// <summary>The one that HTTP/2 has.</summary>
    public IHttpExtendedConnectFeature? ExtendedConnect { get; private set; }

    /// <summary>The trailers of the response; HTTP/1.1 has none here.</summary>
    public IHttpResponseTrailersFeature? ResponseTrailers { get; private set; }

    /// <summary>The listener that the request came to, or <c>null</c>.</summary>
    public IListenerFeature? ArrivedAt { get; private set; }

    /// <summary>The loop that the connection lives on, or <c>null</c>.</summary>
    public EpollLoop? Loop { get; private set; }

    /// <summary>Looks at the collection of a request.</summary>
    /// <returns>Whether it is another than that of the request before.</returns>
    public bool Read(IFeatureCollection collection)
    {
        if (_isLasting && ReferenceEquals(collection, _collection)) return false;
        _collection = collection;
        Request = collection.GetRequiredFeature<IHttpRequestFeature>();
        Response = collection.Get<IHttpResponseFeature>()!;
        Body = collection.Get<IHttpResponseBodyFeature>()!;
        BodyDetection = collection.Get<IHttpRequestBodyDetectionFeature>();
        BodySize = collection.Get<IHttpMaxRequestBodySizeFeature>();
        Upgrade = collection.Get<IHttpUpgradeFeature>();
        ExtendedConnect = collection.Get<IHttpExtendedConnectFeature>();
        ResponseTrailers = collection.Get<IHttpResponseTrailersFeature>();
        ArrivedAt = collection.Get<IListenerFeature>();
        Loop = collection.Get<ILoopFeature>()?.Loop;
        _isLasting = ReferenceEquals(Request, collection) && ReferenceEquals(Response, collection) && ReferenceEquals(Body, collection);
        return true;
    }
}
