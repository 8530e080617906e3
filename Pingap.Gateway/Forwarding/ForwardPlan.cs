using Pingap.Actors.Configuration;

namespace Pingap.Gateway.Forwarding;

/// <summary>What a location changes in the messages that pass.</summary>
/// <param name="RequestHeaders">Changes to the request's header.</param>
/// <param name="ResponseHeaders">Changes to the response's header.</param>
/// <param name="ForwardedHeaders">Whether X-Forwarded-For, -Proto, -Host, -Port and X-Real-IP are sent.</param>
/// <param name="MaxBodySize">Largest request body in bytes, or <c>null</c> for no limit.</param>
/// <param name="RetryStatuses">Answers of a backend after which a request that may be repeated goes to another.</param>
public sealed record ForwardPlan(
    HeaderRules RequestHeaders, HeaderRules ResponseHeaders, bool ForwardedHeaders, long? MaxBodySize, ValueList<StatusRange> RetryStatuses)
{
    /// <summary>How long a request may take, from when it began to the last byte of its response, or <c>null</c> for no limit. A tunnel has none.</summary>
    public TimeSpan? RequestTimeout { get; init; }

    /// <summary>Whether an answer with this status may be declined.</summary>
    public bool Retries(int status)
    {
        foreach (var range in RetryStatuses.AsSpan())
        {
            if (range.Contains(status)) return true;
        }

        return false;
    }
}
