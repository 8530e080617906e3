namespace Pingap.Actors.Configuration;

/// <summary>One entry of <c>[servers]</c>: addresses that listen, and the locations they serve.</summary>
/// <param name="Name">The name in logs.</param>
/// <param name="Addresses">At least one.</param>
/// <param name="Locations">In the order of the file, which decides between locations of equal priority.</param>
/// <param name="Tls">TLS settings, or <c>null</c> for cleartext (<c>global_certificates</c>).</param>
/// <param name="Http2">Whether HTTP/2 is spoken beside HTTP/1.1: by ALPN over TLS, by prior knowledge in cleartext (<c>enabled_h2</c>).</param>
public sealed record ServerConfig(
    ServerName Name,
    ValueList<ListenAddress> Addresses,
    ValueList<LocationName> Locations,
    ListenerTls? Tls,
    bool Http2)
{
    /// <summary>What is logged of each request: a preset, or a format, perhaps after the file it is written to; <c>null</c> for nothing (<c>access_log</c>).</summary>
    public string? AccessLog { get; init; }

    /// <summary>Threads of this server, 0 for one per processor, or <c>null</c> for those of <c>[basic]</c> (<c>threads</c>).</summary>
    public int? Threads { get; init; }

    /// <summary>Which ciphers TLS offers.</summary>
    public TlsCiphers Ciphers { get; init; } = TlsCiphers.SystemDefault;

    /// <summary>Socket options of its listeners.</summary>
    public ListenerSockets Sockets { get; init; } = ListenerSockets.Default;

    /// <summary>How long it waits for its clients.</summary>
    public DownstreamTimeouts Timeouts { get; init; } = DownstreamTimeouts.Default;

    /// <summary>What it tells about its requests.</summary>
    public ServerTelemetry Telemetry { get; init; } = ServerTelemetry.None;

    /// <summary>Whether its locations may translate gRPC-Web to gRPC (<c>modules = ["grpc-web"]</c>).</summary>
    public bool GrpcWeb { get; init; }

    /// <summary>A note for people, or <c>null</c>.</summary>
    public string? Remark { get; init; }
}
