namespace Pingap.Actors.Control;

/// <summary>The part of the proxy outside the actors that changes together with the configuration: listeners, certificates, routes.</summary>
public interface IApplyParticipant
{
    /// <summary>
    /// Builds and starts everything that <paramref name="next"/> needs and is not there yet, without touching what serves.
    /// Never called while an earlier preparation is neither committed nor undone.
    /// </summary>
    Task<ApplyPreparation> PrepareAsync(VersionedConfig next, CancellationToken cancellation);
}
