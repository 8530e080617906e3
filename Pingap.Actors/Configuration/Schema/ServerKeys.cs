namespace Pingap.Actors.Configuration.Schema;

/// <summary>The keys of <c>[servers.NAME]</c>.</summary>
internal static class ServerKeys
{
    public static readonly KeyDefinition Addr = new("addr", KeyKind.Text,
        "Addresses to listen on, separated by commas: ip:port, [ipv6]:port, :port for every IPv4 address, localhost:port, unix:/path for a Unix domain socket, fd:3 or fd:name for a socket that systemd or another parent hands over.")
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

    public static readonly KeyDefinition AccessLog = KeyDefinition.NotYet("access_log", KeyKind.Text,
        "What is logged of each request: tiny, short, common, combined, or a format with tags such as {method}; a file may stand before it.")
        with { Example = "\"combined\"" };

    public static readonly KeyDefinition Threads = KeyDefinition.NotYet("threads", KeyKind.Number,
        "Threads of this server; 0 is one for each processor, those of [basic] when not given.")
        with { Minimum = 0, Maximum = 1024, Unit = "threads", Example = "4" };

    public static readonly KeyDefinition TlsCipherList = KeyDefinition.NotYet("tls_cipher_list", KeyKind.Text,
        "Ciphers of TLS 1.2, best first, as OpenSSL names and combines them.") with { Example = "\"ECDHE+AESGCM:ECDHE+CHACHA20:!aNULL\"" };

    public static readonly KeyDefinition TlsCiphersuites = KeyDefinition.NotYet("tls_ciphersuites", KeyKind.Text,
        "Cipher suites of TLS 1.3, best first, separated by colons.") with { Example = "\"TLS_AES_128_GCM_SHA256:TLS_CHACHA20_POLY1305_SHA256\"" };

    public static readonly KeyDefinition TcpIdle = TcpKeys.Idle with { Availability = KeyAvailability.Now, Default = "60s" };

    public static readonly KeyDefinition TcpInterval = TcpKeys.Interval with { Availability = KeyAvailability.Now, Default = "10s" };

    public static readonly KeyDefinition TcpProbeCount = TcpKeys.ProbeCount with { Availability = KeyAvailability.Now, Default = "6" };

    public static readonly KeyDefinition TcpUserTimeout = TcpKeys.UserTimeout with
    {
        Availability = KeyAvailability.Now,
        Default = "60s",
        Meaning = "How long a client may take nothing of what is sent to it before its connection ends (RFC 5482); on Linux.",
    };

    public static readonly KeyDefinition DownstreamReadTimeout = KeyDefinition.NotYet("downstream_read_timeout", KeyKind.Duration,
        "How long a client may send nothing of its request.") with { Minimum = 1, Example = "\"30s\"" };

    public static readonly KeyDefinition DownstreamWriteTimeout = KeyDefinition.NotYet("downstream_write_timeout", KeyKind.Duration,
        "How long a client may take none of its response.") with { Minimum = 1, Example = "\"30s\"" };

    public static readonly KeyDefinition TcpFastopen = KeyDefinition.NotYet("tcp_fastopen", KeyKind.Number,
        "Connections that may wait in TCP Fast Open (RFC 7413); 0 is off.") with { Minimum = 0, Maximum = 65535, Unit = "connections", Example = "256" };

    public static readonly KeyDefinition TcpFastOpen = TcpFastopen with { Name = "tcp_fast_open", Meaning = "The old name of tcp_fastopen." };

    public static readonly KeyDefinition ReusePort = KeyDefinition.NotYet("reuse_port", KeyKind.Boolean,
        "Whether other processes of the same user may listen on the same address (SO_REUSEPORT).") with { Default = "false" };

    public static readonly KeyDefinition SocketMode = new("socket_mode", KeyKind.Text,
        "Mode of the files of its Unix domain sockets, in octal: whoever may write to one may connect.") { Default = "0660", Example = "\"0666\"" };

    public static readonly KeyDefinition PrometheusMetrics = KeyDefinition.NotYet("prometheus_metrics", KeyKind.Text,
        "Path at which the metrics are read, or URL of the push gateway they are sent to.") with { Example = "\"/metrics\"", IsSecret = true };

    public static readonly KeyDefinition OtlpExporter = KeyDefinition.NotYet("otlp_exporter", KeyKind.Text, "URL that traces are sent to by OTLP.")
        with { Example = "\"http://127.0.0.1:4317\"", IsSecret = true };

    public static readonly KeyDefinition Modules = KeyDefinition.NotYet("modules", KeyKind.TextList, "Protocol modules of the server: grpc-web.")
        with { Example = "[\"grpc-web\"]", Values = ["grpc-web"] };

    public static readonly KeyDefinition EnableServerTiming = KeyDefinition.NotYet("enable_server_timing", KeyKind.Boolean,
        "Whether responses tell in Server-Timing how long each step took.") with { Default = "false" };

    public static readonly KeyDefinition Remark = new("remark", KeyKind.Text, "A note for people; the proxy ignores it.")
    { Dialect = KeyDialect.Pingap, Example = "\"public entrance\"" };

    public static readonly SectionDefinition Section = new("servers", "Addresses that listen, and the locations they serve.", HasEntries: true,
    [
        Addr, Locations, GlobalCertificates, TlsMinVersion, TlsMaxVersion, EnabledH2, Remark,
        AccessLog, Threads, TlsCipherList, TlsCiphersuites, TcpIdle, TcpInterval, TcpProbeCount, TcpUserTimeout,
        DownstreamReadTimeout, DownstreamWriteTimeout, TcpFastopen, TcpFastOpen, ReusePort, SocketMode,
        PrometheusMetrics, OtlpExporter, Modules, EnableServerTiming,
        StorageKeys.Includes,
    ]);
}
