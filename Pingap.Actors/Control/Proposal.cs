using Pingap.Actors.Configuration;
using Pingap.Actors.Control.History;

namespace Pingap.Actors.Control;

/// <summary>What is to be applied next, or why there is nothing.</summary>
internal abstract record Proposal
{
    private Proposal()
    {
    }

    /// <summary>A configuration, valid or not.</summary>
    /// <param name="Documents">As it is written.</param>
    /// <param name="Reading">What was read from it.</param>
    /// <param name="Origin">Why, from where and by whom.</param>
    /// <param name="SourceSeen">Fingerprint of what the source says by now.</param>
    public sealed record Judged(ValueList<ConfigDocument> Documents, ConfigReading Reading, VersionOrigin Origin, string SourceSeen) : Proposal
    {
        /// <summary>Whether it is what the source says.</summary>
        public bool FollowsSource { get; init; }

        /// <summary>Fingerprint of texts that were tried and not confirmed; empty for none.</summary>
        public string Distrusted { get; init; } = "";

        /// <summary>What ran before the proxy was started again, to say what has changed since; <c>null</c> for a running proxy.</summary>
        public ProxyConfig? Before { get; init; }

        /// <summary>Its version, when it is in the history already: the proxy was started again.</summary>
        public ConfigVersion? Known { get; init; }

        /// <summary>The highest number in the history, when the proxy was started.</summary>
        public long LastNumber { get; init; }

        /// <summary>How long it has to be confirmed in, or <c>null</c>.</summary>
        public TimeSpan? ConfirmWithin { get; init; }

        /// <summary>What people must be told of how it was chosen.</summary>
        public ValueList<string> Notices { get; init; } = [];
    }

    /// <summary>There is nothing to apply.</summary>
    public sealed record Declined(ApplyRefusal Reason, ValueList<ConfigProblem> Problems) : Proposal;

    /// <summary>The source is not there.</summary>
    public sealed record SourceLost(ValueList<ConfigProblem> Problems) : Proposal;
}
