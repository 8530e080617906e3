namespace Pingap.Actors.Upstreams;

/// <summary>A group's answer to a pick.</summary>
/// <param name="Status">What came of it.</param>
/// <param name="Lease">The lease, for <see cref="PickStatus.Picked"/>.</param>
/// <param name="RetryAfter">When another try may find a backend, for <see cref="PickStatus.NoneAvailable"/>.</param>
public readonly record struct PickResult(PickStatus Status, Lease Lease, TimeSpan RetryAfter);
