namespace Pingap.Actors.Configuration;

/// <summary>How metrics in the format of Prometheus leave a server (<c>prometheus_metrics</c>).</summary>
public abstract record MetricsEndpoint
{
    private MetricsEndpoint()
    {
    }

    /// <summary>They are read at a path of the server.</summary>
    /// <param name="Path">Begins with <c>/</c>.</param>
    public sealed record Pull(string Path) : MetricsEndpoint;

    /// <summary>They are sent to a push gateway.</summary>
    /// <param name="Url">Absolute, perhaps with credentials, and with <c>interval</c> in its query.</param>
    public sealed record Push(Secret Url) : MetricsEndpoint;
}
