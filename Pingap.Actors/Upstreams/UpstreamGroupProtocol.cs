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

    /// <summary>Heard: no new configuration names this upstream. It serves what still comes, and stops when nothing has for a while.</summary>
    /// <param name="Deadline">When it stops all the same.</param>
    public sealed record Retire(TimeSpan Deadline);

    /// <summary>Heard: asks for <see cref="BackendsListed"/>.</summary>
    public sealed record ListBackends
    {
        /// <summary>The only one.</summary>
        public static ListBackends Instance { get; } = new();
    }

    /// <summary>Said: what the group knows of its backends.</summary>
    public sealed record BackendsListed(ValueList<BackendView> Backends)
    {
        /// <summary>The upstream.</summary>
        public UpstreamName Upstream { get; init; }

        /// <summary>Whether so few are available that all are tried.</summary>
        public bool IsPanic { get; init; }

        /// <summary>The group's last changes and why, oldest first.</summary>
        public ValueList<ChangeEntry> Changes { get; init; } = [];
    }
}
