namespace Pingap.Actors.Configuration;

/// <summary>What is counted of an upstream for metrics; the counts that breakers need are always kept.</summary>
/// <param name="Connections">Whether open connections are counted (<c>enable_tracer</c>).</param>
/// <param name="Backends">Whether requests and failures of each backend are counted (<c>enable_backend_stats</c>).</param>
public sealed record UpstreamStatistics(bool Connections, bool Backends)
{
    /// <summary>What holds when the configuration says nothing.</summary>
    public static readonly UpstreamStatistics Default = new(false, true);
}
