using Pingap.Actors.Configuration;
using Pingap.Actors.Control.History;

namespace Pingap.Actors.Control;

/// <summary>The configuration that runs, with all that the config actor must know of it.</summary>
/// <param name="Version">As it is written.</param>
/// <param name="Reading">What was read from it.</param>
/// <param name="Applied">What runs by it.</param>
/// <param name="SourceSeen">Fingerprint of what the source said by then; the same again is no news.</param>
/// <param name="Trial">What undoes it unless it is confirmed, or <c>null</c>.</param>
internal sealed record InForce(ConfigVersion Version, ConfigReading Reading, VersionedConfig Applied, string SourceSeen, Trial? Trial)
{
    /// <summary>What the next start needs to know.</summary>
    public Standing Standing => new(Version.Number, Trial?.Otherwise.Version.Number ?? Version.Number, SourceSeen);

    /// <summary>Whether it is what the source says.</summary>
    public bool IsSources => Fingerprint.Of(Version.Documents) == SourceSeen;

    /// <summary>What is undone unless it is confirmed, or <c>null</c>.</summary>
    public AwaitedConfirmation? Awaited => Trial is null ? null : new AwaitedConfirmation(Version.Number, Trial.Until, Trial.Otherwise.Version.Number);
}
