using Pingap.Actors.Configuration;
using Pingap.Actors.Health;

namespace Pingap.Actors.Backends;

/// <summary>What a backend hears and says. It also hears <see cref="LeaseEnded"/>, for every request that went to it.</summary>
public static class BackendProtocol
{
    /// <summary>Heard: a probe ended.</summary>
    /// <param name="Result">How.</param>
    public sealed record ProbeEnded(ProbeResult Result);

    /// <summary>Heard: whether the backend is to be probed; it is until told otherwise.</summary>
    /// <param name="AreWanted">Whether it is.</param>
    public sealed record ProbesWanted(bool AreWanted);

    /// <summary>Heard: the group's answer to <see cref="EjectionWanted"/>.</summary>
    /// <param name="IsAllowed">Whether the backend is left out from now on.</param>
    public sealed record EjectionAnswered(bool IsAllowed);

    /// <summary>Said to the group: the backend fails too many requests and wants to be left out; the group knows whether it can be spared.</summary>
    /// <param name="Backend">Which backend.</param>
    /// <param name="Number">Which of its ejections this would be, from 1.</param>
    public sealed record EjectionWanted(BackendAddress Backend, long Number);

    /// <summary>Said to the group, at the start and at every change.</summary>
    /// <param name="Backend">Which backend.</param>
    /// <param name="Now">What holds now.</param>
    public sealed record AvailabilityChanged(BackendAddress Backend, Availability Now)
    {
        /// <summary>Whether it is said at a start: nothing that was said or allowed before holds any more.</summary>
        public bool IsStart { get; init; }

        /// <summary>What has changed, and why.</summary>
        public ValueList<ChangeEntry> Why { get; init; } = [];
    }
}
