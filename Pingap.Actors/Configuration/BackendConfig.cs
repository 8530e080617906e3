namespace Pingap.Actors.Configuration;

/// <summary>One entry of an upstream's <c>addrs</c> or <c>backups</c>.</summary>
/// <param name="Address">Where it is reached.</param>
/// <param name="Weight">Its share of the traffic relative to the others; 0 keeps it probed but unpicked.</param>
public sealed record BackendConfig(BackendAddress Address, int Weight)
{
    /// <summary>Whether it gets requests only when no other backend can take any.</summary>
    public bool IsBackup { get; init; }
}
