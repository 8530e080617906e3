namespace Pingap.Actors.Configuration;

/// <summary>Services outside that the proxy reports about itself to.</summary>
/// <param name="Sentry">The DSN of the Sentry project that errors are reported to, or <c>null</c> (<c>sentry</c>).</param>
/// <param name="Pyroscope">The URL of the Pyroscope server that profiles are sent to, or <c>null</c> (<c>pyroscope</c>).</param>
public sealed record ReportingConfig(Secret? Sentry, Secret? Pyroscope)
{
    /// <summary>Nothing is reported.</summary>
    public static readonly ReportingConfig None = new(null, null);
}
