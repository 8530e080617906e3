namespace Pingap.Actors.Configuration;

/// <summary>How the backends of an upstream are probed (<c>health_check</c>). Every backend is probed at its own address.</summary>
/// <param name="Kind">What a probe does.</param>
/// <param name="Host">The <c>Host</c> field and TLS server name of an HTTP probe; empty is the backend's own address.</param>
/// <param name="PathAndQuery">What an HTTP probe asks for; begins with <c>/</c>.</param>
/// <param name="Interval">Time from the end of a probe to the start of the next (<c>check_frequency</c>).</param>
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
}
