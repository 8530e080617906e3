using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Pingap.Gateway.Pipeline;

namespace Pingap.Gateway.Forwarding;

/// <summary>
/// Keeps the stream of a gRPC call from being reset as soon as its response fails, because trailers can still say how it has ended. Clients take those for what they are, and a reset for a
/// fault of the proxy's, or for their own cancellation.
/// </summary>
/// <param name="server">Resets the stream.</param>
internal sealed class HeldReset(IHttpResetFeature server) : IHttpResetFeature
{
    private int? _code;

    /// <summary>Begins to hold, where a request is a call.</summary>
    /// <returns><c>null</c> where it is none.</returns>
    public static HeldReset? For(ProxyContext context)
    {
        if (!GrpcCall.Is(context) || context.Http.Features.Get<IHttpResetFeature>() is not { } server) return null;
        var held = new HeldReset(server);
        context.Http.Features.Set<IHttpResetFeature>(held);
        return held;
    }

    /// <inheritdoc/>
    public void Reset(int errorCode) => _code ??= errorCode;

    /// <summary>Ends a call that was to be reset, with trailers or else with the reset.</summary>
    /// <param name="context">The call.</param>
    /// <param name="error">What went wrong.</param>
    public void End(ProxyContext context, ForwardError error)
    {
        var http = context.Http;
        http.Features.Set(server);
        if (_code is not { } code) return;
        if (TrailersOf(http) is { } trailers && GrpcCall.StatusOf(error) is { } status) GrpcCall.End(trailers, status, context.RequestId);
        else server.Reset(code);
    }

    // A body that is shorter than its length cannot be ended well, and what is no call's answer has no such trailers.
    private static IHeaderDictionary? TrailersOf(HttpContext http) =>
        http.Response is { HasStarted: true, ContentLength: null } response && GrpcCall.IsType(response.ContentType)
        && http.Features.Get<IHttpResponseTrailersFeature>()?.Trailers is { IsReadOnly: false } trailers ? trailers : null;
}
