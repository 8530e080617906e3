namespace Pingap.Actors.Upstreams;

/// <summary>A group's answer to a pick.</summary>
/// <param name="Status">What came of it.</param>
/// <param name="Lease">The lease, for <see cref="PickStatus.Picked"/>.</param>
/// <param name="RetryAfter">When another try may find a backend, for <see cref="PickStatus.NoneAvailable"/> and <see cref="PickStatus.Saturated"/>.</param>
public readonly record struct PickResult(PickStatus Status, Lease Lease, TimeSpan RetryAfter)
{
    /// <summary>An answer without a lease.</summary>
    public static PickResult Without(PickStatus status, TimeSpan retryAfter = default) => new(status, default, retryAfter);
}
