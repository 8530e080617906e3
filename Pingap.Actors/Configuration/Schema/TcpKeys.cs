namespace Pingap.Actors.Configuration.Schema;

/// <summary>The keys about dead peers that servers and upstreams have in common.</summary>
internal static class TcpKeys
{
    // Linux counts both in seconds, 15 bits wide (TCP_KEEPIDLE, TCP_KEEPINTVL).
    private const long Second = 1000;
    private const long LongestProbing = 32767 * Second;

    public static readonly KeyDefinition Idle = KeyDefinition.NotYet("tcp_idle", KeyKind.Duration,
        "How long a connection is idle before TCP keep-alive probes begin.") with { Minimum = Second, Maximum = LongestProbing, Example = "\"2m\"" };

    public static readonly KeyDefinition Interval = KeyDefinition.NotYet("tcp_interval", KeyKind.Duration,
        "Time between TCP keep-alive probes.") with { Minimum = Second, Maximum = LongestProbing, Example = "\"30s\"" };

    public static readonly KeyDefinition ProbeCount = KeyDefinition.NotYet("tcp_probe_count", KeyKind.Number,
        "Lost TCP keep-alive probes in a row that end a connection.") with { Minimum = 1, Maximum = 16, Unit = "probes", Example = "5" };

    public static readonly KeyDefinition UserTimeout = KeyDefinition.NotYet("tcp_user_timeout", KeyKind.Duration,
        "How long sent data may stay unacknowledged before the connection ends (RFC 5482).") with { Minimum = 1, Example = "\"1m\"" };
}
