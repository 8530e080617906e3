using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Pingap.Actors.Configuration;
using Pingap.Actors.Discovery.Transparent;
using Pingap.Gateway.Forwarding.Wire;
using Yarp.ReverseProxy.Forwarder;

namespace Pingap.Gateway.Forwarding;

/// <summary>
/// The connections to the backends of one upstream, pooled. Whoever sends through it enters before and leaves after; once retired
/// it is closed by the last one that leaves, so that no request finds it closed under its hands.
/// </summary>
public sealed class UpstreamClient : IDisposable
{
    private static readonly TimeSpan PingAfter = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan PingTimeout = TimeSpan.FromSeconds(20);

    // Discovery and requests may name ever new ones; texts that are forgotten are made again.
    private const int MostOrigins = 4096;
    private readonly ConcurrentDictionary<BackendAddress, BackendOrigin> _origins = new();
    private readonly UpstreamConfig _config;
    private readonly ForwarderKind _forwarder;
    private readonly BackendConnector _connector;
    private readonly string _scheme;

    // Requests under way, and one more until it is retired; 0 is closed, and stays.
    private int _users = 1;
    private int _isRetired;

    /// <summary>Makes the pool of an upstream; opens nothing yet.</summary>
    /// <param name="config">The upstream.</param>
    /// <param name="isListenedOn">Whether the proxy itself listens on a port now, so that a host that a request names must not lead there; nowhere when not given.</param>
    /// <param name="forwarder">What carries HTTP/1.1; the usual when not given.</param>
    public UpstreamClient(UpstreamConfig config, Func<int, bool>? isListenedOn = null, ForwarderKind? forwarder = null)
    {
        _forwarder = forwarder ?? ForwarderChoice.Default;
        if (config.Discovery.Kind is DiscoveryKind.Transparent) Dialed = new(config.Discovery.Dialed);
        _config = config;
        // TLS is the connector's business. The handler must hear of it for HTTP/2 alone, because there the scheme is sent; for a
        // HTTP/1.1 pool "https" would only mean one pool for each Host field that clients think of.
        _scheme = _config.Tls is not null && _config.Protocol is not UpstreamProtocol.Http1 ? "https://" : "http://";
        Request = new()
        {
            ActivityTimeout = Timeouts.Read ?? Timeout.InfiniteTimeSpan,
            Version = _config.Protocol is UpstreamProtocol.Http1 || (_config.Protocol is UpstreamProtocol.Http2OrHttp1 && _config.Tls is null)
                ? HttpVersion.Version11
                : HttpVersion.Version20,
            VersionPolicy = _config.Protocol is UpstreamProtocol.Http2 ? HttpVersionPolicy.RequestVersionExact : HttpVersionPolicy.RequestVersionOrLower,
        };
        var guard = Dialed is null ? null : new DialGuard(Dialed, isListenedOn);
        _connector = new(_config.Protocol, _config.Tls, Timeouts, guard);
        var handler = new SendOnceHandler(new StreamingHandler(Handler()));
        Invoker = new(handler, disposeHandler: true);
        HedgingInvoker = new(new HedgingHandler(handler), disposeHandler: false);
    }

    /// <summary>How long the proxy waits for the backends.</summary>
    public UpstreamTimeouts Timeouts => _config.Timeouts;

    /// <summary>Which hosts may be dialed, where requests name them; else <c>null</c>.</summary>
    public DialedHosts? Dialed { get; }

    /// <summary>The port of a host that is named without one: 80, or 443 with TLS.</summary>
    public int DefaultPort => _config.Discovery.DefaultPort;

    /// <summary>Whether HTTP/1.1 may be spoken, which upgrades other than WebSockets need.</summary>
    internal bool AllowsHttp1 => _config.Protocol is not UpstreamProtocol.Http2;

    /// <summary>How long the response's header may take; infinite where YARP's activity timeout stands for it.</summary>
    internal TimeSpan FirstByte => Timeouts.FirstByte ?? (Timeouts.Read is null ? UpstreamTimeouts.DefaultFirstByte : Timeout.InfiniteTimeSpan);

    /// <summary>How YARP is to send.</summary>
    internal ForwarderRequestConfig Request { get; }

    /// <summary>How long a backend may take none of a request's body; infinite where YARP's activity timeout stands for it.</summary>
    internal TimeSpan Write => Timeouts.Write ?? (Timeouts.Read is null ? UpstreamTimeouts.DefaultFirstByte : Timeout.InfiniteTimeSpan);

    /// <summary>How long a backend may take to begin its answer when it has all of the request.</summary>
    internal TimeSpan AnswerLimit => Timeouts.FirstByte ?? Timeouts.Read ?? UpstreamTimeouts.DefaultFirstByte;

    /// <summary>How long a backend may take none of a piece of a request's body.</summary>
    internal TimeSpan WriteLimit => Timeouts.Write ?? Timeouts.Read ?? UpstreamTimeouts.DefaultFirstByte;

    /// <summary>How long a backend may be silent in the middle of its answer; infinite for no limit.</summary>
    internal TimeSpan Silence => Timeouts.Read ?? Timeout.InfiniteTimeSpan;

    /// <summary><see cref="HttpClient"/>'s pool.</summary>
    internal HttpMessageInvoker Invoker { get; }

    /// <summary>The same for requests that have a hedge.</summary>
    internal HttpMessageInvoker HedgingInvoker { get; }

    /// <summary>Whether it may go on to serve the upstream as it is configured now.</summary>
    /// <param name="config">The upstream.</param>
    /// <param name="forwarder">What is to carry HTTP/1.1; the usual when not given.</param>
    public bool Fits(UpstreamConfig config, ForwarderKind? forwarder = null) =>
        config.SharesConnectionsWith(_config) && (forwarder ?? ForwarderChoice.Default) == _forwarder;

    /// <summary>The names of a backend and the connections to it, made once.</summary>
    public BackendOrigin OriginOf(BackendAddress backend)
    {
        if (_origins.TryGetValue(backend, out var known)) return known;
        if (_origins.Count >= MostOrigins) CloseOrigins();
        return _origins.GetOrAdd(backend, static (backend, client) => BackendOrigin.Of(client._scheme, backend, client.ConnectionsTo(backend)), this);
    }

    /// <summary>Keeps the connections open until <see cref="Leave"/>, for one request with all its attempts.</summary>
    /// <returns>Whether they were; if not, a newer snapshot is out that names another client.</returns>
    public bool TryEnter()
    {
        var users = Volatile.Read(ref _users);
        while (users > 0)
        {
            var seen = Interlocked.CompareExchange(ref _users, users + 1, users);
            if (seen == users) return true;
            users = seen;
        }

        return false;
    }

    /// <summary>Ends what a successful <see cref="TryEnter"/> began.</summary>
    public void Leave()
    {
        if (Interlocked.Decrement(ref _users) != 0) return;
        Invoker.Dispose();
        CloseOrigins();
    }

    /// <summary>Retires it: no snapshot names it any more, and the last user closes it. May be called again.</summary>
    public void Dispose()
    {
        if (Interlocked.CompareExchange(ref _isRetired, 1, 0) == 0) Leave();
    }

    // HTTP/2 is the HttpClient's business, and where a backend may choose, its connections are.
    private ConnectionPool? ConnectionsTo(BackendAddress backend)
    {
        var isHttp1 = _config.Protocol is UpstreamProtocol.Http1 || (_config.Protocol is UpstreamProtocol.Http2OrHttp1 && _config.Tls is null);
        if (!isHttp1 || _forwarder is not ForwarderKind.Own) return null;
        var address = new DnsEndPoint(backend.Host, backend.Port);
        return new(cancellation => _connector.LinkAsync(address, cancellation), _config.Capacity.MaxConnections, Timeouts.Idle, _connector.IsForLoops);
    }

    private void CloseOrigins()
    {
        foreach (var backend in _origins.Keys)
        {
            if (_origins.TryRemove(backend, out var origin)) origin.Connections?.Dispose();
        }
    }

    private SocketsHttpHandler Handler() => new()
    {
        UseProxy = false,
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        UseCookies = false,
        ActivityHeadersPropagator = null,
        EnableMultipleHttp2Connections = true,
        MaxConnectionsPerServer = _config.Capacity.MaxConnections ?? int.MaxValue,
        PooledConnectionIdleTimeout = Timeouts.Idle,
        ConnectTimeout = Timeout.InfiniteTimeSpan,
        ConnectCallback = _connector.ConnectAsync,
        // Field values are octets; Latin-1 carries each of them through unchanged.
        RequestHeaderEncodingSelector = static (_, _) => Encoding.Latin1,
        ResponseHeaderEncodingSelector = static (_, _) => Encoding.Latin1,
        KeepAlivePingDelay = PingAfter,
        KeepAlivePingTimeout = PingTimeout,
        KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests,
    };
}
