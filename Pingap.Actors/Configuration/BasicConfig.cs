using System.Net;

namespace Pingap.Actors.Configuration;

/// <summary>The <c>[basic]</c> table: settings of the whole proxy.</summary>
/// <param name="Name">Name of this instance in logs.</param>
/// <param name="Threads">Threads that serve the sockets; 0 leaves the number to the runtime.</param>
/// <param name="GracePeriod">How long open requests may take to finish when the proxy, or a listener, stops.</param>
/// <param name="TrustedProxies">Peers whose forwarding fields are believed; nobody by default.</param>
/// <param name="LogLevel">Least severe level that is logged, or <c>null</c> for the program's default.</param>
/// <param name="LogFormatJson">Whether log lines are JSON.</param>
public sealed record BasicConfig(
    string Name,
    int Threads,
    TimeSpan GracePeriod,
    ValueList<IPNetwork> TrustedProxies,
    LogSeverity? LogLevel,
    bool LogFormatJson)
{
    /// <summary>What holds when there is no <c>[basic]</c> table.</summary>
    public static readonly BasicConfig Default = new("pingap", 0, TimeSpan.FromSeconds(30), [], null, false);

    /// <summary>What moves the clients' bytes, or <c>null</c> for what the environment or else the program chooses (<c>transport</c>).</summary>
    public TransportKind? Transport { get; init; }

    /// <summary>Whether the forwarding fields of peers on Unix domain sockets are believed, who have no address (<c>unix:</c> in <c>trusted_proxies</c>).</summary>
    public bool TrustsUnixSockets { get; init; }

    /// <summary>The page that answers errors, or <c>null</c> for the built-in one (<c>error_template</c>).</summary>
    public string? ErrorTemplate { get; init; }

    /// <summary>How the proxy lives as a process of the system.</summary>
    public ProcessConfig Process { get; init; } = ProcessConfig.Default;

    /// <summary>How the log is written to files.</summary>
    public LogFilesConfig LogFiles { get; init; } = LogFilesConfig.Default;

    /// <summary>Who is told of events.</summary>
    public WebhookConfig Webhook { get; init; } = WebhookConfig.None;

    /// <summary>Services that the proxy reports about itself to.</summary>
    public ReportingConfig Reporting { get; init; } = ReportingConfig.None;

    /// <summary>How many idle connections to backends are kept (<c>upstream_keepalive_pool_size</c>).</summary>
    public int UpstreamPoolSize { get; init; } = 128;

    /// <summary>What clients may cost.</summary>
    public ClientLimitsConfig Clients { get; init; } = ClientLimitsConfig.Default;

    /// <summary>What older configurations say of the cache.</summary>
    public CacheConfig Cache { get; init; } = CacheConfig.None;
}
