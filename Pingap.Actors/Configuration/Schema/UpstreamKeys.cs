namespace Pingap.Actors.Configuration.Schema;

/// <summary>The keys of <c>[upstreams.NAME]</c>.</summary>
internal static class UpstreamKeys
{
    public static readonly KeyDefinition Addrs = new("addrs", KeyKind.TextList,
        "The backends: \"host:port\" or \"host:port weight\"; the port is 80 when not given, 443 with sni. The word backup at the end makes one of backups. " +
        "With discovery docker \"label:port weight\", with file the paths of files that hold them, " +
        "with transparent the hosts that requests may name: \"host:port\" or \"*.host:port\".")
    { IsRequired = true, Example = "[\"127.0.0.1:8001\"]" };

    public static readonly KeyDefinition Weights = new("weights", KeyKind.NumberList, "Shares of the traffic, one for each of addrs; 1 when not given.")
    { Minimum = 0, Maximum = 65535, Unit = "shares", Dialect = KeyDialect.Readme, Example = "[3, 1]" };

    public static readonly KeyDefinition HealthCheck = new("health_check", KeyKind.Text,
        "How each backend is probed: tcp://name, http://name/path, https://name/path or grpc://name; the name is sent as Host, the parameters connection_timeout, " +
        "read_timeout, check_frequency, check_frequency_down, success, failure, expect, expect_body, reuse, parallel, tls and service are taken out of the query. " +
        "A TCP connect every 10 s when not given.")
    { Example = "\"http://backend/health\"" };

    public static readonly KeyDefinition ConnectionTimeout = Timeout("connection_timeout", "How long a TCP connect may take.")
        with { Default = "5s", Dialect = KeyDialect.Both };

    public static readonly KeyDefinition TotalConnectionTimeout = Timeout("total_connection_timeout", "How long TCP connect and TLS handshake may take together.")
        with { Example = "\"10s\"" };

    public static readonly KeyDefinition ReadTimeout = Timeout("read_timeout",
        "How long the first byte of the answer may take, and then each next one; when not given 60s for the first, no limit after.")
        with { Example = "\"30s\"" };

    public static readonly KeyDefinition FirstByteTimeout = Timeout("first_byte_timeout",
        "How long the first byte of the answer may take, where that is shorter than read_timeout.") with { Example = "\"5s\"", Dialect = KeyDialect.Both };

    public static readonly KeyDefinition WriteTimeout = Timeout("write_timeout", "How long the backend may take none of the request.")
        with { Example = "\"30s\"" };

    public static readonly KeyDefinition IdleTimeout = Timeout("idle_timeout", "How long an unused connection is kept.") with { Default = "60s" };

    public static readonly KeyDefinition Sni = new("sni", KeyKind.Text, "Name for TLS towards the backends; cleartext when not given. $host with discovery transparent: the host that is dialed.")
    { Dialect = KeyDialect.Pingap, Example = "\"backend.example.com\"" };

    public static readonly KeyDefinition VerifyCert = new("verify_cert", KeyKind.Boolean, "Whether the backends' certificates are verified.")
    { Default = "true", Dialect = KeyDialect.Pingap };

    public static readonly KeyDefinition Alpn = new("alpn", KeyKind.Text, "HTTP version towards the backends: h1, h2 or h2h1.")
    { Default = "h1", Dialect = KeyDialect.Pingap, Values = ["h1", "h2", "h2h1"] };

    public static readonly KeyDefinition MaxConsecutiveFailures = Breaker("circuit_break_max_consecutive_failures",
        "Failures in a row that open the breaker; 0 is off.", "failures", "0", 0, int.MaxValue);

    public static readonly KeyDefinition MaxFailurePercent = Breaker("circuit_break_max_failure_percent",
        "Share of failures that opens the breaker; 0 is off.", "percent", "0", 0, 100);

    public static readonly KeyDefinition MinRequests = Breaker("circuit_break_min_requests_threshold",
        "Requests the window must hold before the share counts.", "requests", "10", 1, int.MaxValue);

    public static readonly KeyDefinition HalfOpenSuccesses = Breaker("circuit_break_half_open_consecutive_success_threshold",
        "Requests a half-open breaker admits; as many successes close it.", "requests", "5", 1, int.MaxValue);

    public static readonly KeyDefinition OpenDuration = new("circuit_break_open_duration", KeyKind.Duration, "How long the breaker stays open.")
    { Default = "10s", Minimum = 1, Dialect = KeyDialect.Pingap };

    public static readonly KeyDefinition FailureStatuses = new("backend_failure_status_code", KeyKind.Text,
        "Answers that count as failures, separated by commas: a status or a range.") { Default = "500-599", Dialect = KeyDialect.Pingap };

    public static readonly KeyDefinition StatsInterval = new("backend_stats_interval", KeyKind.Duration, "Length of the window in which failures are counted.")
    { Default = "60s", Minimum = 1, Dialect = KeyDialect.Pingap };

    public static readonly KeyDefinition EjectFailures = Eject("eject_consecutive_failures",
        "Failures in a row after which a backend is left out for a while; 0 is off.", "failures", "0", 0, int.MaxValue);

    public static readonly KeyDefinition EjectFailurePercent = Eject("eject_failure_percent",
        "Share of failures after which a backend is left out for a while; 0 is off.", "percent", "0", 0, 100);

    public static readonly KeyDefinition EjectMinRequests = Eject("eject_min_requests",
        "Requests the window must hold before the share counts.", "requests", "10", 1, int.MaxValue);

    public static readonly KeyDefinition EjectWindow = new("eject_window", KeyKind.Duration, "Length of the window of eject_failure_percent.")
    { Default = "30s", Minimum = 1 };

    public static readonly KeyDefinition EjectDuration = new("eject_duration", KeyKind.Duration,
        "How long a backend is left out the first time; with each time in a row as long again is added.") { Default = "30s", Minimum = 1 };

    public static readonly KeyDefinition EjectMaxDuration = new("eject_max_duration", KeyKind.Duration, "How long a backend is left out at most.")
    { Default = "5m", Minimum = 1 };

    public static readonly KeyDefinition EjectMaxPercent = Eject("eject_max_percent",
        "Share of the backends that may be left out at a time; one always may, but never the last that takes requests.", "percent", "50", 1, 100);

    public static readonly KeyDefinition PanicThreshold = Eject("panic_threshold",
        "While less than this share of the weight is available, all backends are tried all the same; 0 is never.", "percent", "0", 0, 100);

    public static readonly KeyDefinition Discovery = new("discovery", KeyKind.Text,
        "Where backends come from: static (addrs as they are, names resolved when connecting), dns (every address of each name), docker (containers by label), " +
        "file (lines of files) or transparent (the host that a request names, if addrs has it); dns when not given and an address is a name.")
    { Dialect = KeyDialect.Pingap, Values = ["static", "dns", "docker", "file", "transparent"], Example = "\"dns\"" };

    public static readonly KeyDefinition DockerNetwork = new("docker_network", KeyKind.Text,
        "The network by whose addresses containers are reached; the first by name when not given.") { Example = "\"backend\"" };

    public static readonly KeyDefinition MaxInFlight = Limit("max_in_flight",
        "Requests that may be under way in the whole group; those beyond it wait. No limit when not given.", "requests", "1000");

    public static readonly KeyDefinition BackendMaxInFlight = Limit("backend_max_in_flight",
        "Requests that may be under way at each backend; those beyond it go to others, or wait. No limit when not given.", "requests", "100");

    public static readonly KeyDefinition MaxConnections = Limit("max_connections",
        "Connections that may be open to each backend, and with HTTP/1.1 requests under way there; those beyond it go to others, or wait. No limit when not given.",
        "connections", "100");

    public static readonly KeyDefinition QueueSize = new("queue_size", KeyKind.Number,
        "Requests that may wait in the group until a limit has room; beyond it they are answered with 503. 0 lets none wait.")
    { Default = "128", Unit = "requests", Minimum = 0, Maximum = 1_000_000 };

    public static readonly KeyDefinition QueueTimeout = new("queue_timeout", KeyKind.Duration,
        "How long a request may wait until a limit has room; then it is answered with 503.") { Default = "5s", Minimum = 1 };

    public static readonly KeyDefinition RecoveryTimeout = new("recovery_timeout", KeyKind.Duration,
        "How long a request may wait in the queue for a backend that recovers while none is available; it is answered with 503 at once when not given.")
    { Example = "\"1s\"", Minimum = 1 };

    public static readonly KeyDefinition RetryBudget = new("retry_budget", KeyKind.Number,
        "Share of the requests in flight that may repeat what a backend has seen already; a failed connection has shown none anything, and does not count.")
    { Default = "20", Unit = "percent", Minimum = 0, Maximum = 100 };

    public static readonly KeyDefinition RetryBudgetMin = new("retry_budget_min", KeyKind.Number, "As many repetitions may be in flight whatever their share.")
    { Default = "10", Unit = "requests", Minimum = 0, Maximum = int.MaxValue };

    public static readonly KeyDefinition Remark = new("remark", KeyKind.Text, "A note for people; the proxy ignores it.")
    { Dialect = KeyDialect.Pingap, Example = "\"the shop's backends\"" };

    public static readonly KeyDefinition EnableBackendStats = new("enable_backend_stats", KeyKind.Boolean,
        "Accepted for Pingap's sake; the counts that the breaker needs are always kept.") { Default = "true", Dialect = KeyDialect.Pingap };

    public static readonly KeyDefinition DnsServer = Looked("dns_server", KeyKind.Text,
        "DNS servers that are asked for the backends' addresses, separated by commas; the system's hosts file and its servers when not given.")
        with { Example = "\"10.0.0.53\"" };

    public static readonly KeyDefinition DnsDomain = Looked("dns_domain", KeyKind.Text, "Domain that completes names without a dot.")
        with { Example = "\"internal.example\"" };

    public static readonly KeyDefinition DnsSearch = Looked("dns_search", KeyKind.Text,
        "Domains that are tried for names without a dot, separated by commas.") with { Example = "\"a.example,b.example\"" };

    public static readonly KeyDefinition UpdateFrequency = Looked("update_frequency", KeyKind.Duration,
        "How often backends are looked up again at least; sooner when DNS says that an address is good for a shorter time.") with { Default = "60s", Minimum = 1000 };

    public static readonly KeyDefinition Ipv4Only = Looked("ipv4_only", KeyKind.Boolean, "Whether only IPv4 addresses of names are used.")
        with { Default = "false" };

    public static readonly KeyDefinition EnableTracer = KeyDefinition.NotYet("enable_tracer", KeyKind.Boolean, "Whether open connections to backends are counted.")
        with { Default = "false" };

    public static readonly KeyDefinition MaxH2Streams = KeyDefinition.NotYet("max_h2_streams", KeyKind.Number,
        "Requests that may be under way at a time on one HTTP/2 connection.") with { Default = "1", Minimum = 1, Maximum = int.MaxValue, Unit = "streams" };

    public static readonly KeyDefinition TcpRecvBuf = KeyDefinition.NotYet("tcp_recv_buf", KeyKind.Size, "Receive buffer of a connection (SO_RCVBUF).")
        with { Example = "\"64kib\"", Maximum = int.MaxValue };

    public static readonly KeyDefinition TcpFastOpen = KeyDefinition.NotYet("tcp_fast_open", KeyKind.Boolean, "Whether connections begin by TCP Fast Open (RFC 7413).")
        with { Default = "false" };

    public static readonly SectionDefinition Section = new("upstreams", "Groups of backends that serve the same thing.", HasEntries: true,
    [
        Addrs, Weights, BalancingKeys.Backups, BalancingKeys.Algorithm, BalancingKeys.Algo, BalancingKeys.SlowStart, BalancingKeys.StickyCookie,
        BalancingKeys.StickyTtl, BalancingKeys.StickySecret,
        HealthCheck, ConnectionTimeout, TotalConnectionTimeout, ReadTimeout, FirstByteTimeout, WriteTimeout, IdleTimeout, Sni, VerifyCert, Alpn,
        MaxConsecutiveFailures, MaxFailurePercent, MinRequests, HalfOpenSuccesses, OpenDuration, FailureStatuses, StatsInterval,
        EjectFailures, EjectFailurePercent, EjectMinRequests, EjectWindow, EjectDuration, EjectMaxDuration, EjectMaxPercent, PanicThreshold, Discovery,
        DnsServer, DnsDomain, DnsSearch, UpdateFrequency, Ipv4Only, DockerNetwork,
        MaxInFlight, BackendMaxInFlight, MaxConnections, QueueSize, QueueTimeout, RecoveryTimeout, AdaptiveKeys.Concurrency, AdaptiveKeys.MinInFlight,
        AdaptiveKeys.Tolerance, RetryBudget, RetryBudgetMin, EnableBackendStats, Remark,
        EnableTracer, MaxH2Streams,
        TcpKeys.Idle, TcpKeys.Interval, TcpKeys.ProbeCount, TcpKeys.UserTimeout, TcpRecvBuf, TcpFastOpen,
        StorageKeys.Includes,
    ]);

    private static KeyDefinition Looked(string name, KeyKind kind, string meaning) => new(name, kind, meaning) { Dialect = KeyDialect.Pingap };

    private static KeyDefinition Limit(string name, string meaning, string unit, string example) =>
        new(name, KeyKind.Number, meaning) { Example = example, Unit = unit, Minimum = 1, Maximum = int.MaxValue };

    private static KeyDefinition Timeout(string name, string meaning) => new(name, KeyKind.Duration, meaning) { Minimum = 1, Dialect = KeyDialect.Pingap };

    private static KeyDefinition Breaker(string name, string meaning, string unit, string byDefault, long minimum, long maximum) =>
        new(name, KeyKind.Number, meaning) { Default = byDefault, Unit = unit, Minimum = minimum, Maximum = maximum, Dialect = KeyDialect.Pingap };

    private static KeyDefinition Eject(string name, string meaning, string unit, string byDefault, long minimum, long maximum) =>
        Breaker(name, meaning, unit, byDefault, minimum, maximum) with { Dialect = KeyDialect.Both };
}
