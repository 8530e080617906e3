using Pingap.Actors.Configuration;
using Pingap.Actors.Health;

namespace Pingap.Actors.Upstreams;

/// <summary>What a group hears, besides <see cref="PickSlot"/> and <see cref="Backends.LeaseEnded"/>, and says.</summary>
public static class UpstreamGroupProtocol
{
    /// <summary>Heard: the handle holds a new configuration. Backends whose settings are equal keep their actors and counts.</summary>
    public sealed record Reconfigure
    {
        /// <summary>The only one.</summary>
        public static Reconfigure Instance { get; } = new();
    }

    /// <summary>Heard: other backends were found for the same configuration. Those that were there before keep their actors and counts.</summary>
    public sealed record Rediscovered
    {
        /// <summary>The only one.</summary>
        public static Rediscovered Instance { get; } = new();
    }

    /// <summary>Heard: the handle holds other orders of operators.</summary>
    /// <param name="Cause">What was asked last, for people.</param>
    /// <param name="Evidence">By whom, for people.</param>
    public sealed record Reorder(string Cause, string Evidence);

    /// <summary>Heard: no new configuration names this upstream. It serves what still comes, and stops when nothing has for a while.</summary>
    /// <param name="Deadline">When it stops all the same.</param>
    public sealed record Retire(TimeSpan Deadline);

    /// <summary>Heard: a request waits no longer, because its client is gone.</summary>
    /// <param name="Slot">Its slot.</param>
    /// <param name="Ticket">Which use of the slot.</param>
    public sealed record LeaveQueue(PickSlot Slot, long Ticket);

    /// <summary>Heard: asks for <see cref="BackendsListed"/>.</summary>
    public sealed record ListBackends
    {
        /// <summary>The only one.</summary>
        public static ListBackends Instance { get; } = new();
    }

    /// <summary>Said: what the group knows of its backends.</summary>
    /// <param name="Backends">The backends, in the order of the configuration, and after them those that have left it with requests under way.</param>
    /// <param name="InFlight">Requests under way, those at backends that are gone included.</param>
    /// <param name="Waiting">Requests that wait for room.</param>
    public sealed record BackendsListed(ValueList<BackendView> Backends, int InFlight, int Waiting)
    {
        /// <summary>The upstream.</summary>
        public UpstreamName Upstream { get; init; }

        /// <summary>The most requests that may be under way now: as configured, or fewer where the group learns it; <c>null</c> for no limit.</summary>
        public int? Limit { get; init; }

        /// <summary>Whether operators, or the configuration, let requests go to the upstream as a whole.</summary>
        public Drain Drain { get; init; }

        /// <summary>Whether so few are available that all are tried.</summary>
        public bool IsPanic { get; init; }

        /// <summary>The group's last changes and why, oldest first.</summary>
        public ValueList<ChangeEntry> Changes { get; init; } = [];
    }
}
