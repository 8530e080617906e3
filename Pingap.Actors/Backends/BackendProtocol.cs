using Pingap.Actors.Configuration;
using Pingap.Actors.Health;

namespace Pingap.Actors.Backends;

/// <summary>What a backend hears and says. It also hears <see cref="LeaseEnded"/>, for every request that went to it.</summary>
public static class BackendProtocol
{
    /// <summary>Heard: a probe ended.</summary>
    /// <param name="Result">How.</param>
    public sealed record ProbeEnded(ProbeResult Result);

    /// <summary>Said to the group, at the start and at every change.</summary>
    /// <param name="Backend">Which backend.</param>
    /// <param name="Now">What holds now.</param>
    public sealed record AvailabilityChanged(BackendAddress Backend, Availability Now);
}
