namespace Pingap.Actors.Configuration;

/// <summary>How the backends of an upstream are probed (<c>health_check</c>). Every backend is probed at its own address.</summary>
/// <param name="Kind">What a probe does.</param>
/// <param name="Host">The <c>Host</c> field and TLS server name of an HTTP or gRPC probe; empty is the backend's own address.</param>
/// <param name="PathAndQuery">What an HTTP probe asks for; begins with <c>/</c>.</param>
/// <param name="Interval">Time from the end of a probe to the start of the next, to a tenth more or less (<c>check_frequency</c>).</param>
/// <param name="ConnectTimeout">How long a connection may take (<c>connection_timeout</c>).</param>
/// <param name="ReadTimeout">How long the answer may take (<c>read_timeout</c>).</param>
/// <param name="HealthyAfter">Good probes in a row that make a backend healthy (<c>success</c>).</param>
/// <param name="UnhealthyAfter">Failures in a row that make it unhealthy (<c>failure</c>).</param>
/// <param name="Expect">The statuses of a healthy answer (<c>expect</c>).</param>
public sealed record HealthCheckConfig(
    HealthCheckKind Kind,
    string Host,
    string PathAndQuery,
    TimeSpan Interval,
    TimeSpan ConnectTimeout,
    TimeSpan ReadTimeout,
    int HealthyAfter,
    int UnhealthyAfter,
    ValueList<StatusRange> Expect)
{
    /// <summary>A TCP connect every 10 s: what an upstream without <c>health_check</c> gets.</summary>
    public static readonly HealthCheckConfig Default = new(
        HealthCheckKind.Tcp, "", "/", TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(3), 1, 2, [new(200, 399)]);

    /// <summary>No probes: for backends that nobody has named beforehand.</summary>
    public static readonly HealthCheckConfig None = Default with { Kind = HealthCheckKind.None, UnhealthyAfter = int.MaxValue };

    /// <summary>The longest beginning of an answer that <see cref="ExpectBody"/> is looked for in, in bytes.</summary>
    public const int LongestBody = 64 * 1024;

    /// <summary>The time between probes of an unhealthy backend (<c>check_frequency_down</c>); <c>null</c> is <see cref="Interval"/>.</summary>
    public TimeSpan? DownInterval { get; init; }

    /// <summary>What the first <see cref="LongestBody"/> of a healthy answer contain (<c>expect_body</c>); empty is anything at all.</summary>
    public string ExpectBody { get; init; } = "";

    /// <summary>Whether HTTP and gRPC probes may use the connection of the one before (<c>reuse</c>); else each opens its own.</summary>
    public bool IsConnectionKept { get; init; }

    /// <summary>The service that a gRPC probe asks about (<c>service</c>); empty is the server as a whole.</summary>
    public string Service { get; init; } = "";

    /// <summary>How long a backend waits for its next probe.</summary>
    public TimeSpan IntervalOf(bool isHealthy) => isHealthy ? Interval : DownInterval ?? Interval;
}
