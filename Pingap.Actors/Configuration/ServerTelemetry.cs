namespace Pingap.Actors.Configuration;

/// <summary>What a server tells about its requests besides the log.</summary>
/// <param name="Metrics">Where its metrics are read or sent, or <c>null</c> (<c>prometheus_metrics</c>).</param>
/// <param name="OtlpExporter">URL that traces are sent to by OTLP, with the exporter's settings in its query, or <c>null</c> (<c>otlp_exporter</c>).</param>
/// <param name="ServerTiming">Whether responses carry <c>Server-Timing</c> (<c>enable_server_timing</c>).</param>
public sealed record ServerTelemetry(MetricsEndpoint? Metrics, Secret? OtlpExporter, bool ServerTiming)
{
    /// <summary>Nothing is told.</summary>
    public static readonly ServerTelemetry None = new(null, null, false);
}
