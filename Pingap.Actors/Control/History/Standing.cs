namespace Pingap.Actors.Control.History;

/// <summary>Which version holds, and what was known of the source by then: what the next start needs to know beside the versions.</summary>
/// <param name="Running">The version in force.</param>
/// <param name="Trusted">The version to go back to while <paramref name="Running"/> awaits confirmation; otherwise the same.</param>
/// <param name="SourceSeen">
/// Fingerprint of the source's texts that were known when the running version came into force. As long as the source says just that, it has nothing new to
/// say, even when something else was handed over meanwhile.
/// </param>
/// <param name="FollowsSource">Whether what runs is what the source said; not so after something was handed over or brought back.</param>
/// <param name="Distrusted">
/// Fingerprint of the texts that were tried last and not confirmed; empty for none. Found in the source they are no news either: whoever wrote them there may have lost his way back.
/// </param>
public sealed record Standing(long Running, long Trusted, string SourceSeen, bool FollowsSource, string Distrusted)
{
    /// <summary>Whether the running version is undone unless somebody confirms it.</summary>
    public bool AwaitsConfirmation => Running != Trusted;

    /// <summary>Whether a version must not be forgotten.</summary>
    public bool Holds(long version) => version == Running || version == Trusted;
}
