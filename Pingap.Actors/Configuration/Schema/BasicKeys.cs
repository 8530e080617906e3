namespace Pingap.Actors.Configuration.Schema;

/// <summary>The keys of <c>[basic]</c>.</summary>
internal static class BasicKeys
{
    public static readonly KeyDefinition Name = new("name", KeyKind.Text, "Name of this instance in logs.") { Default = "pingap" };

    public static readonly KeyDefinition Threads = new("threads", KeyKind.Number, "Threads that serve the sockets; 0 leaves the number to the runtime. With transport = epoll it holds from the start of the proxy on.")
    { Default = "0", Minimum = 0, Maximum = 1024, Unit = "threads" };

    public static readonly KeyDefinition Transport = new("transport", KeyKind.Text,
        "What moves the clients' bytes: sockets, the runtime's, or epoll, event loops of our own, on Linux. The latter where nothing is said, on Linux. Holds for listeners that are opened from then on.")
    { Values = ["sockets", "epoll"], Example = "\"epoll\"" };

    public static readonly KeyDefinition GracePeriod = new("grace_period", KeyKind.Duration,
        "How long open requests may take to finish when the proxy, or a listener, stops.") { Default = "30s", Minimum = 0 };

    public static readonly KeyDefinition TrustedProxies = new("trusted_proxies", KeyKind.TextList,
        "Addresses and networks whose forwarding fields are believed, and unix: for all who come by a Unix domain socket; nobody by default.") { Dialect = KeyDialect.Pingap, Example = "[\"10.0.0.0/8\"]" };

    public static readonly KeyDefinition LogLevel = new("log_level", KeyKind.Text, "Least severe level that is logged: trace, debug, info, warn or error.")
    { Dialect = KeyDialect.Pingap, Values = ["trace", "debug", "info", "warn", "error"] };

    public static readonly KeyDefinition LogFormatJson = new("log_format_json", KeyKind.Boolean, "Whether log lines are JSON.")
    { Default = "false", Dialect = KeyDialect.Pingap };

    public static readonly KeyDefinition ErrorTemplate = KeyDefinition.NotYet("error_template", KeyKind.Text,
        "The page that answers errors, with {{version}}, {{content}} and {{error_type}} in it; sent as JSON when it begins with {, else as HTML.")
        with { Example = "\"<html>{{content}}</html>\"" };

    public static readonly KeyDefinition PidFile = KeyDefinition.NotYet("pid_file", KeyKind.Text, "File that holds the process id while the proxy runs.")
        with { Example = "\"/run/pingap.pid\"" };

    public static readonly KeyDefinition UpgradeSock = KeyDefinition.NotYet("upgrade_sock", KeyKind.Text,
        "Unix domain socket over which listeners are handed to a new process.") with { Default = "/tmp/pingap_upgrade.sock" };

    public static readonly KeyDefinition User = KeyDefinition.NotYet("user", KeyKind.Text, "User, by name or number, that the daemon becomes.")
        with { Example = "\"pingap\"" };

    public static readonly KeyDefinition Group = KeyDefinition.NotYet("group", KeyKind.Text, "Group, by name or number, that the daemon becomes.")
        with { Example = "\"pingap\"" };

    public static readonly KeyDefinition WorkStealing = KeyDefinition.NotYet("work_stealing", KeyKind.Boolean, "Whether threads take work from each other.")
        with { Default = "true" };

    public static readonly KeyDefinition ListenerTasksPerFd = KeyDefinition.NotYet("listener_tasks_per_fd", KeyKind.Number,
        "How many loops accept connections on one listener.") with { Minimum = 1, Maximum = 1024, Unit = "loops", Example = "2" };

    public static readonly KeyDefinition GracefulShutdownTimeout = KeyDefinition.NotYet("graceful_shutdown_timeout", KeyKind.Duration,
        "How long the last step of a shutdown may take, after grace_period.") with { Default = "5s", Minimum = 0 };

    public static readonly KeyDefinition AutoRestartCheckInterval = KeyDefinition.NotYet("auto_restart_check_interval", KeyKind.Duration,
        "How often the configuration is looked at for changes that want a restart.") with { Default = "90s", Minimum = 1 };

    public static readonly KeyDefinition UpstreamKeepalivePoolSize = KeyDefinition.NotYet("upstream_keepalive_pool_size", KeyKind.Number,
        "How many idle connections to backends are kept.") with { Default = "128", Minimum = 0, Maximum = 1_000_000, Unit = "connections" };

    public static readonly KeyDefinition Webhook = KeyDefinition.NotYet("webhook", KeyKind.Text, "URL that is told of events.")
        with { Example = "\"https://hooks.example.com/pingap\"", IsSecret = true };

    public static readonly KeyDefinition WebhookType = KeyDefinition.NotYet("webhook_type", KeyKind.Text,
        "Shape of the messages to the webhook: wecom, dingtalk, or other for plain JSON.")
        with { Default = "other", Values = ["wecom", "dingtalk", "other"] };

    public static readonly KeyDefinition WebhookNotifications = KeyDefinition.NotYet("webhook_notifications", KeyKind.TextList,
        "Events that the webhook is told of; every event when not given.") with
    {
        Example = "[\"backend_status\", \"reload_config_fail\"]",
        Values =
        [
            "backend_status", "upstream_status", "service_discover_fail", "tls_validity", "parse_certificate_fail", "lets_encrypt",
            "diff_config", "reload_config", "reload_config_fail", "restart", "restart_fail",
        ],
    };

    public static readonly KeyDefinition ErrorLog = KeyDefinition.NotYet("error_log", KeyKind.Text, "File for what the daemon writes to standard error.")
        with { Example = "\"/var/log/pingap/error.log\"" };

    public static readonly KeyDefinition LogBufferedSize = KeyDefinition.NotYet("log_buffered_size", KeyKind.Size, "How much of the log is buffered before it is written.")
        with { Example = "\"4kb\"", Maximum = 1 << 30 };

    public static readonly KeyDefinition LogCompressAlgorithm = KeyDefinition.NotYet("log_compress_algorithm", KeyKind.Text, "How rotated logs are compressed: gzip or zstd.")
        with { Values = ["gzip", "zstd"] };

    public static readonly KeyDefinition LogCompressLevel = KeyDefinition.NotYet("log_compress_level", KeyKind.Number,
        "How hard rotated logs are compressed: 0 to 9 with gzip, 1 to 22 with zstd.") with { Minimum = 0, Maximum = 22, Unit = "level", Example = "6" };

    public static readonly KeyDefinition LogCompressDaysAgo = KeyDefinition.NotYet("log_compress_days_ago", KeyKind.Number,
        "Age at which rotated logs are compressed.") with { Minimum = 0, Maximum = 65535, Unit = "days", Example = "7" };

    public static readonly KeyDefinition LogCompressTimePointHour = KeyDefinition.NotYet("log_compress_time_point_hour", KeyKind.Number,
        "When in the day rotated logs are compressed.") with { Minimum = 0, Maximum = 23, Unit = "hour of the day", Example = "3" };

    public static readonly KeyDefinition Sentry = KeyDefinition.NotYet("sentry", KeyKind.Text, "Where errors are reported: the DSN of a Sentry project.")
        with { Example = "\"https://KEY@sentry.example.com/1\"", IsSecret = true };

    public static readonly KeyDefinition Pyroscope = KeyDefinition.NotYet("pyroscope", KeyKind.Text,
        "Where profiles are sent: the URL of a Pyroscope server, with app, user, password, sample_rate and tags in its query.")
        with { Example = "\"http://127.0.0.1:4040?app=pingap\"", IsSecret = true };

    public static readonly KeyDefinition CacheDirectory = KeyDefinition.NotYet("cache_directory", KeyKind.Text,
        "Where the cache keeps its files; since moved to the cache plugin.") with { Example = "\"/var/cache/pingap\"" };

    public static readonly KeyDefinition CacheMaxSize = KeyDefinition.NotYet("cache_max_size", KeyKind.Size,
        "How much the cache may hold; since moved to the cache plugin.") with { Example = "\"100mb\"" };

    public static readonly SectionDefinition Section = new("basic", "Settings of the whole proxy.", HasEntries: false,
    [
        Name, Threads, Transport, GracePeriod, TrustedProxies, LogLevel, LogFormatJson, .. ClientKeys.All,
        ErrorTemplate, PidFile, UpgradeSock, User, Group, WorkStealing, ListenerTasksPerFd, GracefulShutdownTimeout, AutoRestartCheckInterval,
        UpstreamKeepalivePoolSize, Webhook, WebhookType, WebhookNotifications,
        ErrorLog, LogBufferedSize, LogCompressAlgorithm, LogCompressLevel, LogCompressDaysAgo, LogCompressTimePointHour,
        Sentry, Pyroscope, CacheDirectory, CacheMaxSize,
    ]);
}
