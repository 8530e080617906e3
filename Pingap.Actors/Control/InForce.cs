using System.Collections.Frozen;
using Pingap.Actors.Configuration;
using Pingap.Actors.Configuration.Comparing;
using Pingap.Actors.Control.History;
using Pingap.Actors.Upstreams;

namespace Pingap.Actors.Control;

/// <summary>The configuration that runs, with all that the config actor must know of it.</summary>
/// <param name="Version">As it is written.</param>
/// <param name="Reading">What was read from it.</param>
/// <param name="Applied">What runs by it.</param>
/// <param name="SourceSeen">Fingerprint of what the source said by then; the same again is no news.</param>
/// <param name="FollowsSource">Whether it is what the source says.</param>
/// <param name="Distrusted">Fingerprint of texts that were tried and not confirmed; in the source they are no news either. Empty for none.</param>
/// <param name="Unconfirmed">What undoes it unless it is confirmed, or <c>null</c>.</param>
internal sealed record InForce(ConfigVersion Version, ConfigReading Reading, VersionedConfig Applied, string SourceSeen, bool FollowsSource, string Distrusted, InForce.Probation? Unconfirmed)
{
    /// <summary>What a proposal becomes.</summary>
    /// <param name="proposal">A valid one.</param>
    /// <param name="before">What runs, or <c>null</c> before the first.</param>
    /// <param name="number">The number for a new version.</param>
    /// <param name="at">The time.</param>
    /// <param name="handles">The groups of its upstreams.</param>
    public static InForce Of(Proposal.Judged proposal, InForce? before, long number, DateTimeOffset at, FrozenDictionary<UpstreamName, UpstreamHandle> handles)
    {
        var config = proposal.Reading.Config!;
        var version = proposal.Known ?? new ConfigVersion(
            number, at, proposal.Origin, ConfigChanges.Between(before?.Reading.Config ?? proposal.Before, config).ToString(), proposal.Documents);
        return new InForce(
            version, proposal.Reading, new VersionedConfig(version.Number, config, proposal.Reading.Places, handles), proposal.SourceSeen, proposal.FollowsSource,
            proposal.Distrusted, ProbationOf(proposal, before, at));
    }

    /// <summary>What the next start needs to know.</summary>
    public Standing Standing => new(Version.Number, Unconfirmed?.Otherwise.Version.Number ?? Version.Number, SourceSeen, FollowsSource, Distrusted);

    /// <summary>What is undone unless it is confirmed, or <c>null</c>.</summary>
    public AwaitedConfirmation? Awaited => Unconfirmed is null ? null : new AwaitedConfirmation(Version.Number, Unconfirmed.Until, Unconfirmed.Otherwise.Version.Number);

    // One on probation is no place to go back to; nor is anything to be gained by going back to the same.
    private static Probation? ProbationOf(Proposal.Judged proposal, InForce? before, DateTimeOffset at) =>
        proposal.ConfirmWithin is { } within && before is not null && (before.Unconfirmed?.Otherwise ?? before) is var otherwise
        && !ConfigChanges.Between(otherwise.Reading.Config, proposal.Reading.Config!).IsEmpty
            ? new Probation(at + within, otherwise)
            : null;

    /// <summary>The time a version has to be confirmed in.</summary>
    /// <param name="Until">When it is over.</param>
    /// <param name="Otherwise">What comes back then, read already: it can do without the files it was read from.</param>
    public sealed record Probation(DateTimeOffset Until, InForce Otherwise)
    {
        /// <summary>How much of it is left.</summary>
        public TimeSpan LeftAt(DateTimeOffset now) => now < Until ? Until - now : TimeSpan.Zero;
    }
}
