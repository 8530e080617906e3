namespace Pingap.Actors.Configuration.Schema;

/// <summary>The keys of <c>[basic]</c>.</summary>
internal static class BasicKeys
{
    public static readonly KeyDefinition Name = new("name", KeyKind.Text, "Name of this instance in logs.") { Default = "pingap" };

    public static readonly KeyDefinition Threads = new("threads", KeyKind.Number, "Threads that serve the sockets; 0 leaves the number to the runtime.")
    { Default = "0", Minimum = 0, Maximum = 1024 };

    public static readonly KeyDefinition GracePeriod = new("grace_period", KeyKind.Duration,
        "How long open requests may take to finish when the proxy, or a listener, stops.") { Default = "30s", Minimum = 0 };

    public static readonly KeyDefinition TrustedProxies = new("trusted_proxies", KeyKind.TextList,
        "Addresses and networks whose forwarding fields are believed; nobody by default.") { Dialect = KeyDialect.Pingap, Example = "[\"10.0.0.0/8\"]" };

    public static readonly KeyDefinition LogLevel = new("log_level", KeyKind.Text, "Least severe level that is logged: trace, debug, info, warn or error.")
    { Dialect = KeyDialect.Pingap, Values = ["trace", "debug", "info", "warn", "error"] };

    public static readonly KeyDefinition LogFormatJson = new("log_format_json", KeyKind.Boolean, "Whether log lines are JSON.")
    { Default = "false", Dialect = KeyDialect.Pingap };

    public static readonly SectionDefinition Section = new("basic", "Settings of the whole proxy.", HasEntries: false,
    [
        Name, Threads, GracePeriod, TrustedProxies, LogLevel, LogFormatJson,
        KeyDefinition.NotYet("error_template", "The page that answers errors."),
        KeyDefinition.NotYet("pid_file", "File that holds the process id."),
        KeyDefinition.NotYet("error_log", "File for the log of a daemon."),
        KeyDefinition.NotYet("upgrade_sock", "Socket over which listeners are handed to a new process."),
        KeyDefinition.NotYet("user", "User to become."),
        KeyDefinition.NotYet("group", "Group to become."),
        KeyDefinition.NotYet("work_stealing", "Whether threads take work from each other."),
        KeyDefinition.NotYet("listener_tasks_per_fd", "Accept loops of a listener."),
        KeyDefinition.NotYet("graceful_shutdown_timeout", "How long the last step of a shutdown may take."),
        KeyDefinition.NotYet("upstream_keepalive_pool_size", "Idle upstream connections kept."),
        KeyDefinition.NotYet("webhook", "URL that is told of events."),
        KeyDefinition.NotYet("webhook_type", "Shape of the messages to the webhook."),
        KeyDefinition.NotYet("webhook_notifications", "Events the webhook is told of."),
        KeyDefinition.NotYet("log_buffered_size", "Size of the log's write buffer."),
        KeyDefinition.NotYet("sentry", "Where errors are reported."),
        KeyDefinition.NotYet("pyroscope", "Where profiles are sent."),
        KeyDefinition.NotYet("auto_restart_check_interval", "How often the configuration is looked at for changes that want a restart."),
        KeyDefinition.NotYet("log_compress_algorithm", "How rotated logs are compressed."),
        KeyDefinition.NotYet("log_compress_level", "How hard rotated logs are compressed."),
        KeyDefinition.NotYet("log_compress_days_ago", "Age of the logs that are compressed, in days."),
        KeyDefinition.NotYet("log_compress_time_point_hour", "Hour of the day at which logs are compressed."),
        KeyDefinition.NotYet("cache_directory", "Where the cache keeps its files; since moved to the cache plugin."),
        KeyDefinition.NotYet("cache_max_size", "Size of the cache; since moved to the cache plugin."),
    ]);
}
