namespace Pingap.Actors.Configuration;

/// <summary>What clients may cost before their requests are anybody's: part of <c>[basic]</c>.</summary>
/// <param name="MaxConnections">Client connections open at a time in all, or <c>null</c> for as many as the process has descriptors for (<c>max_connections</c>).</param>
/// <param name="MaxConnectionsPerAddress">Client connections open at a time from one address, 0 for no limit (<c>max_connections_per_ip</c>).</param>
/// <param name="HeaderTimeout">How long a client may say nothing, how long a TLS handshake may take, and a request head (<c>client_header_timeout</c>).</param>
/// <param name="KeepAlive">How long a connection may idle between requests (<c>keepalive_timeout</c>).</param>
/// <param name="MinimumRate">Octets a second at which a body, either way, has to move, 0 for no limit (<c>client_min_rate</c>).</param>
/// <param name="MaxStreams">Requests under way at a time over one HTTP/2 connection (<c>http2_max_concurrent_streams</c>).</param>
public sealed record ClientLimitsConfig(
    int? MaxConnections, int MaxConnectionsPerAddress, TimeSpan HeaderTimeout, TimeSpan KeepAlive, int MinimumRate, int MaxStreams)
{
    /// <summary>What holds when the configuration says nothing.</summary>
    public static readonly ClientLimitsConfig Default = new(null, 1000, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(65), 240, 100);

    /// <summary>Connections that one address may open each second, and twice as many at once; 0 for no limit (<c>max_new_connections_per_ip</c>).</summary>
    public int MaxNewConnectionsPerAddress { get; init; }
}
