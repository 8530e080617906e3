namespace Pingap.Actors.Configuration;

/// <summary>How many requests an upstream takes at a time, and how many more may wait.</summary>
/// <param name="MaxInFlight">Requests under way in the whole group, or <c>null</c> for no limit (<c>max_in_flight</c>).</param>
/// <param name="MaxInFlightPerBackend">Requests under way at each backend, or <c>null</c> for no limit (<c>backend_max_in_flight</c>).</param>
/// <param name="MaxConnections">Connections that may be open to each backend, or <c>null</c> for no limit (<c>max_connections</c>).</param>
/// <param name="QueueSize">Requests that may wait until there is room; 0 refuses them at once (<c>queue_size</c>).</param>
/// <param name="QueueTimeout">How long each may wait (<c>queue_timeout</c>).</param>
public sealed record CapacityConfig(int? MaxInFlight, int? MaxInFlightPerBackend, int? MaxConnections, int QueueSize, TimeSpan QueueTimeout)
{
    /// <summary>No limits: what holds when the configuration says nothing.</summary>
    public static readonly CapacityConfig Unlimited = new(null, null, null, 128, TimeSpan.FromSeconds(5));

    /// <summary>How it learns to take fewer in the whole group than <paramref name="MaxInFlight"/>, or <c>null</c> when it does not.</summary>
    public AdaptiveConcurrencyConfig? Adaptive { get; init; }

    /// <summary>How long a request may wait for a backend that recovers when none is available; zero refuses it at once (<c>recovery_timeout</c>).</summary>
    public TimeSpan RecoveryTimeout { get; init; }

    /// <summary>Requests that may be under way at a backend. On HTTP/1.1 each request has a connection to itself; a backend that may speak HTTP/2 is told so in a TLS handshake only.</summary>
    /// <param name="protocol">What is spoken to it.</param>
    /// <param name="isSecured">Whether by TLS.</param>
    public int LimitOf(UpstreamProtocol protocol, bool isSecured)
    {
        var requests = MaxInFlightPerBackend ?? int.MaxValue;
        var isHttp1 = protocol is UpstreamProtocol.Http1 || (protocol is UpstreamProtocol.Http2OrHttp1 && !isSecured);
        return isHttp1 ? Math.Min(requests, MaxConnections ?? int.MaxValue) : requests;
    }
}
