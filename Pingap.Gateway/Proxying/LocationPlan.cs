using System.Diagnostics;
using Pingap.Actors.Configuration;
using Pingap.Actors.Upstreams;
using Pingap.Gateway.Forwarding;
using Pingap.Gateway.Pipeline;

namespace Pingap.Gateway.Proxying;

/// <summary>Everything about a location that can be worked out before a request comes.</summary>
/// <param name="Config">What the user wrote.</param>
/// <param name="Upstream">Where requests go, or <c>null</c> if each request names it.</param>
/// <param name="Forward">What changes on the way.</param>
public sealed record LocationPlan(LocationConfig Config, UpstreamView? Upstream, ForwardPlan Forward)
{
    /// <summary>Works out a location; <paramref name="before"/> is what was worked out for it last, which is the answer if nothing has changed.</summary>
    public static LocationPlan Of(LocationConfig config, IReadOnlyDictionary<UpstreamName, UpstreamView> upstreams, LocationPlan? before = null)
    {
        var upstream = config.Upstream.Name is { } name ? upstreams[name] : null;
        return before is not null && before.Config == config && before.Upstream == upstream
            ? before
            : new(config, upstream, Forwarding(config));
    }

    /// <summary>Whether the same backend may be tried again when no other is left: where the user has said how often a request may be sent.</summary>
    public bool GoesRound => Config.MaxRetries is not null;

    /// <summary>Whether a request may be sent once more.</summary>
    /// <param name="failures">How often it was sent in vain.</param>
    /// <param name="elapsed">Time since the request began.</param>
    public bool AllowsRetry(int failures, TimeSpan elapsed) =>
        (Config.MaxRetries is not { } most || failures <= most) && !(elapsed > Config.RetryWindow) && !(elapsed >= Config.RequestTimeout);

    /// <summary>Until when an answer may be declined because another attempt is allowed after those there were, as <see cref="Stopwatch"/> counts; 0 when none is.</summary>
    /// <param name="context">The request.</param>
    /// <param name="upstream">Where it goes.</param>
    public long MayDeclineUntil(ProxyContext context, UpstreamHandle upstream)
    {
        if (Forward.RetryStatuses.Count == 0 || !context.IsRepeatable || !AllowsRetry(context.Attempts, Stopwatch.GetElapsedTime(context.Started))) return 0;
        // Where nobody is left to ask, the answer there is will do.
        if (!GoesRound && (context.Tried?.Count ?? 0) + 1 >= upstream.BackendCount) return 0;
        var window = Config.RetryWindow < Config.RequestTimeout ? Config.RetryWindow : Config.RequestTimeout ?? Config.RetryWindow;
        return window is { } time ? context.Started + (long)(time.TotalSeconds * Stopwatch.Frequency) : long.MaxValue;
    }

    /// <summary>How long a request can wait for a backend, or <c>null</c> for as long as it has to.</summary>
    /// <param name="began">When it began, as <see cref="Stopwatch"/> counts.</param>
    public TimeSpan? Patience(long began)
    {
        if (Config.RequestTimeout is not { } whole) return null;
        var left = whole - Stopwatch.GetElapsedTime(began);
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    private static ForwardPlan Forwarding(LocationConfig config) =>
        new(new(config.RequestHeaders), new(config.ResponseHeaders), config.ForwardedHeaders, config.MaxBodySize, config.RetryStatuses)
        {
            RequestTimeout = config.RequestTimeout,
        };
}
