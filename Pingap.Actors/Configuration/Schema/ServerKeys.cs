namespace Pingap.Actors.Configuration.Schema;

/// <summary>The keys of <c>[servers.NAME]</c>.</summary>
internal static class ServerKeys
{
    public static readonly KeyDefinition Addr = new("addr", KeyKind.Text,
        "Addresses to listen on, separated by commas: ip:port, [ipv6]:port, :port for every IPv4 address, localhost:port.")
    { IsRequired = true, Example = "\"127.0.0.1:8080\"" };

    public static readonly KeyDefinition Locations = new("locations", KeyKind.TextList,
        "Names of the locations it serves; the order decides between equal priorities.") { Example = "[\"api\"]" };

    public static readonly KeyDefinition GlobalCertificates = new("global_certificates", KeyKind.Boolean,
        "Whether it speaks TLS, with the certificates of [certificates] chosen by the name the client asks for.")
    { Default = "false", Dialect = KeyDialect.Pingap };

    public static readonly KeyDefinition TlsMinVersion = new("tls_min_version", KeyKind.Text, "Oldest TLS version spoken: tlsv1.2 or tlsv1.3.")
    { Default = "tlsv1.2", Dialect = KeyDialect.Pingap, Values = ["tlsv1.2", "tlsv1.3"] };

    public static readonly KeyDefinition TlsMaxVersion = new("tls_max_version", KeyKind.Text, "Newest TLS version spoken: tlsv1.2 or tlsv1.3.")
    { Default = "tlsv1.3", Dialect = KeyDialect.Pingap, Values = ["tlsv1.2", "tlsv1.3"] };

    public static readonly KeyDefinition EnabledH2 = new("enabled_h2", KeyKind.Boolean,
        "Whether HTTP/2 is spoken beside HTTP/1.1; by default over TLS only.") { Dialect = KeyDialect.Pingap };

    public static readonly KeyDefinition Remark = new("remark", KeyKind.Text, "A note for people; the proxy ignores it.") { Dialect = KeyDialect.Pingap };

    public static readonly SectionDefinition Section = new("servers", "Addresses that listen, and the locations they serve.", HasEntries: true,
    [
        Addr, Locations, GlobalCertificates, TlsMinVersion, TlsMaxVersion, EnabledH2, Remark,
        KeyDefinition.NotYet("access_log", "What is logged of each request."),
        KeyDefinition.NotYet("threads", "Threads of this server."),
        KeyDefinition.NotYet("tls_cipher_list", "Ciphers of TLS 1.2."),
        KeyDefinition.NotYet("tls_ciphersuites", "Cipher suites of TLS 1.3."),
        KeyDefinition.NotYet("tcp_idle", "Idle time before TCP keep-alive probes."),
        KeyDefinition.NotYet("tcp_interval", "Time between TCP keep-alive probes."),
        KeyDefinition.NotYet("tcp_user_timeout", "How long sent data may stay unacknowledged."),
        KeyDefinition.NotYet("tcp_probe_count", "Lost TCP keep-alive probes that end a connection."),
        KeyDefinition.NotYet("downstream_read_timeout", "How long a read from a client may take."),
        KeyDefinition.NotYet("downstream_write_timeout", "How long a write to a client may take."),
        KeyDefinition.NotYet("tcp_fastopen", "Backlog of TCP Fast Open."),
        KeyDefinition.NotYet("tcp_fast_open", "Backlog of TCP Fast Open, by its old name."),
        KeyDefinition.NotYet("reuse_port", "Whether other processes may listen on the same address."),
        KeyDefinition.NotYet("prometheus_metrics", "Path, or push gateway, of the metrics."),
        KeyDefinition.NotYet("otlp_exporter", "Where traces are sent."),
        KeyDefinition.NotYet("modules", "Protocol modules, such as grpc-web."),
        KeyDefinition.NotYet("enable_server_timing", "Whether responses carry Server-Timing."),
        StorageKeys.Includes,
    ]);
}
