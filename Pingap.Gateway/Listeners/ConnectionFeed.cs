using System.Diagnostics.CodeAnalysis;
using System.Net;
using Microsoft.AspNetCore.Connections;

namespace Pingap.Gateway.Listeners;

/// <summary>The only transport Kestrel knows: it "listens" on each <see cref="FrontEndPoint"/> and accepts what is delivered there.</summary>
[SuppressMessage("Reliability", "CA1001", Justification = "Kestrel disposes each listener that it has bound.")]
public sealed class ConnectionFeed : IConnectionListenerFactory, IConnectionListenerFactorySelector
{
    private readonly FeedListener _http1 = new(FrontEndPoint.Http1);
    private readonly FeedListener _http2 = new(FrontEndPoint.Http2);
    private readonly FeedListener _tls = new(FrontEndPoint.Tls);

    /// <inheritdoc/>
    public bool CanBind(EndPoint endpoint) => endpoint is FrontEndPoint;

    /// <inheritdoc/>
    public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default) =>
        endpoint is FrontEndPoint door
            ? ValueTask.FromResult<IConnectionListener>(BehindDoor(door))
            : throw new NotSupportedException($"The feed listens on no address such as {endpoint}.");

    /// <summary>Hands a connection to Kestrel, now or once it has started.</summary>
    /// <returns>Whether it was taken; <c>false</c> after Kestrel has stopped, and the connection stays the caller's.</returns>
    public bool Deliver(FrontEndPoint door, ConnectionContext connection) => BehindDoor(door).TryDeliver(connection);

    private FeedListener BehindDoor(FrontEndPoint door) =>
        ReferenceEquals(door, FrontEndPoint.Tls) ? _tls
        : ReferenceEquals(door, FrontEndPoint.Http2) ? _http2
        : _http1;
}
