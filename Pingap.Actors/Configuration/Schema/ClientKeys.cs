namespace Pingap.Actors.Configuration.Schema;

/// <summary>The keys of <c>[basic]</c> about what clients may cost.</summary>
internal static class ClientKeys
{
    public static readonly KeyDefinition MaxConnections = new("max_connections", KeyKind.Number,
        "Client connections that may be open at a time in all, more are closed at once; when not given, three of four that the process has descriptors for.")
    { Minimum = 1, Maximum = 10_000_000, Unit = "connections", Example = "10000" };

    public static readonly KeyDefinition MaxConnectionsPerIp = new("max_connections_per_ip", KeyKind.Number,
        "Client connections that may be open at a time from one address (of IPv6 a /64 network), more are closed at once; 0 for no limit. trusted_proxies have none.")
    { Default = "1000", Minimum = 0, Maximum = 10_000_000, Unit = "connections" };

    public static readonly KeyDefinition MaxNewConnectionsPerIp = new("max_new_connections_per_ip", KeyKind.Number,
        "Connections that one address may open each second, and twice as many at once, each of which may cost a TLS handshake; 0 for no limit. trusted_proxies have none.")
    { Default = "0", Minimum = 0, Maximum = 1_000_000, Unit = "connections a second", Example = "50" };

    public static readonly KeyDefinition HeaderTimeout = new("client_header_timeout", KeyKind.Duration,
        "How long a new connection may say nothing, how long a TLS handshake may take, and how long a request head (408).") { Default = "10s", Minimum = 100 };

    public static readonly KeyDefinition KeepAliveTimeout = new("keepalive_timeout", KeyKind.Duration,
        "How long a client connection may idle between requests; on HTTP/2 without a request under way.") { Default = "65s", Minimum = 100 };

    public static readonly KeyDefinition MinRate = new("client_min_rate", KeyKind.Size,
        "How much of a body has to move each second, either way, while the client is waited for; slower ones end the connection after 5 s. 0 for no limit.")
    { Default = "240b", Maximum = 1 << 30 };

    public static readonly KeyDefinition MaxStreams = new("http2_max_concurrent_streams", KeyKind.Number,
        "Requests that may be under way at a time over one HTTP/2 connection; more are refused.")
    { Default = "100", Minimum = 1, Maximum = 10_000, Unit = "requests" };

    /// <summary>All of them.</summary>
    public static readonly ValueList<KeyDefinition> All = [MaxConnections, MaxConnectionsPerIp, MaxNewConnectionsPerIp, HeaderTimeout, KeepAliveTimeout, MinRate, MaxStreams];
}
