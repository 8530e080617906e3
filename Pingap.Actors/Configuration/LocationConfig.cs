namespace Pingap.Actors.Configuration;

/// <summary>One entry of <c>[locations]</c>: which requests it takes, and what happens to them.</summary>
/// <param name="Name">The name servers use.</param>
/// <param name="Upstream">Where requests go.</param>
/// <param name="Path">Which paths it takes.</param>
/// <param name="Hosts">Which hosts it takes; empty is any.</param>
/// <param name="Methods">Which methods it takes, upper case; empty is any (<c>match_methods</c>).</param>
/// <param name="Conditions">What else must hold.</param>
/// <param name="Priority">Higher is tried first (<c>priority</c> or <c>weight</c>), or <c>null</c> to have it computed from path and host.</param>
/// <param name="Rewrite">How the path changes, or <c>null</c>.</param>
/// <param name="RequestHeaders">Changes to the request's header, in order.</param>
/// <param name="ResponseHeaders">Changes to the response's header, in order.</param>
/// <param name="ForwardedHeaders">Whether X-Forwarded-For, -Proto, -Host, -Port and X-Real-IP are sent.</param>
/// <param name="MaxBodySize">Largest request body in bytes, or <c>null</c> for no limit.</param>
/// <param name="MaxRetries">How many more times a request may be sent, or <c>null</c> for once to each other backend.</param>
/// <param name="RetryWindow">No retry starts later than this after the request began, or <c>null</c>.</param>
public sealed record LocationConfig(
    LocationName Name,
    UpstreamChoice Upstream,
    PathPattern Path,
    ValueList<HostPattern> Hosts,
    ValueList<string> Methods,
    ValueList<MatchCondition> Conditions,
    int? Priority,
    RewriteRule? Rewrite,
    ValueList<HeaderRule> RequestHeaders,
    ValueList<HeaderRule> ResponseHeaders,
    bool ForwardedHeaders,
    long? MaxBodySize,
    int? MaxRetries,
    TimeSpan? RetryWindow)
{
    /// <summary>Requests it may have in work at a time, or <c>null</c> for no limit (<c>max_processing</c>).</summary>
    public int? MaxProcessing { get; init; }

    /// <summary>Answers after which an idempotent request is sent to another backend (<c>retry_statuses</c>).</summary>
    public ValueList<StatusRange> RetryStatuses { get; init; } = [];

    /// <summary>How long a request may take altogether, or <c>null</c> for no limit (<c>request_timeout</c>).</summary>
    public TimeSpan? RequestTimeout { get; init; }

    /// <summary>How long the first backend has for itself before a second one is asked too, or <c>null</c> for never (<c>hedge_after</c>).</summary>
    public TimeSpan? HedgeAfter { get; init; }

    /// <summary>How early its requests are served where requests wait for an upstream: from 0 to 9, higher first (<c>queue_priority</c>).</summary>
    public int QueuePriority { get; init; }

    /// <summary>Whether gRPC-Web is translated to gRPC (<c>grpc_web</c>).</summary>
    public bool GrpcWeb { get; init; }

    /// <summary>A note for people, or <c>null</c>.</summary>
    public string? Remark { get; init; }

    /// <summary>The plugins that a request passes, in order; none of them acts yet.</summary>
    public ValueList<PluginName> Plugins { get; init; } = [];
}
