using System.Collections.Frozen;
using Pingap.Actors.Configuration;

namespace Pingap.Actors.Upstreams;

/// <summary>What the supervisor of all groups hears and says. A change is prepared, then committed or aborted.</summary>
public static class UpstreamsProtocol
{
    /// <summary>Heard: start the groups of upstreams that are not running. Aborts a preparation that was left open.</summary>
    public sealed record Prepare(ValueList<UpstreamConfig> Upstreams)
    {
        /// <summary>The version of the configuration that has them; 0 when that is not known.</summary>
        public long Version { get; init; }
    }

    /// <summary>Said to who asked to prepare: the group of every upstream, kept ones still with their running configuration.</summary>
    public sealed record Prepared(FrozenDictionary<UpstreamName, UpstreamHandle> Handles);

    /// <summary>Heard: what was prepared runs now; changed groups take their configuration, groups that are gone retire.</summary>
    /// <param name="Grace">How long requests of groups that are gone may go on.</param>
    public sealed record Commit(TimeSpan Grace);

    /// <summary>Heard: asks for <see cref="HandlesListed"/>.</summary>
    public sealed record ListHandles
    {
        /// <summary>The only one.</summary>
        public static ListHandles Instance { get; } = new();
    }

    /// <summary>Said: the groups of the upstreams that run.</summary>
    public sealed record HandlesListed(FrozenDictionary<UpstreamName, UpstreamHandle> Handles)
    {
        /// <summary>The groups of upstreams that have left the configuration, and go on for a while.</summary>
        public ValueList<UpstreamHandle> Retiring { get; init; } = [];
    }

    /// <summary>
    /// Heard: an operator asks for something. It holds until it is taken back, the backend or the upstream leaves the configuration, or the process ends. What
    /// was asked for a backend that is discovered holds also while it is not found.
    /// </summary>
    /// <param name="Upstream">The upstream.</param>
    /// <param name="Backend">The address of the backend; <c>null</c> for the upstream as a whole.</param>
    /// <param name="What">What is asked.</param>
    public sealed record GiveOrder(UpstreamName Upstream, string? Backend, OperatorOrder What);

    /// <summary>Said to who gave an order: it was told to the group.</summary>
    public sealed record OrderGiven(UpstreamHandle Handle);

    /// <summary>Said to who gave an order: there is no such upstream, or no such backend of it.</summary>
    /// <param name="IsUpstream">Whether it is the upstream that is not there.</param>
    /// <param name="Known">The names that there are.</param>
    public sealed record NobodyToOrder(bool IsUpstream, ValueList<string> Known);

    /// <summary>Heard: what was prepared will not run.</summary>
    public sealed record Abort
    {
        /// <summary>The only one.</summary>
        public static Abort Instance { get; } = new();
    }
}
