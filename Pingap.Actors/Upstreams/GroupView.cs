using Pingap.Actors.Balancing;
using Pingap.Actors.Configuration;
using Pingap.Actors.Health;

namespace Pingap.Actors.Upstreams;

/// <summary>Says all that is known of a group, for people and tests.</summary>
internal static class GroupView
{
    /// <summary>What is known now.</summary>
    public static UpstreamGroupProtocol.BackendsListed Of(
        UpstreamName name, GroupRoster roster, GroupHealth health, Drain whole, GroupLoad total, int waiting, bool goesByLatency, DateTimeOffset now) =>
        new(roster.Members.Concat(roster.Leaving).Select(member => Backend(member, goesByLatency, now)).ToValueList(), total.InFlight, waiting)
        {
            Upstream = name,
            Limit = total.Limit == int.MaxValue ? null : total.Limit,
            Drain = whole,
            IsPanic = health.IsPanic,
            Changes = health.Changes.Entries.ToValueList(),
        };

    private static BackendView Backend(GroupMember member, bool goesByLatency, DateTimeOffset now)
    {
        var load = member.Load;
        return new(load.Address, load.Weight, load.InFlight, member.Availability)
        {
            Streams = member.Streams.Now,
            ConfiguredWeight = member.ConfiguredWeight,
            Share = load.IsOut ? 0 : load.Share / (double)Warming.Whole,
            IsBackup = load.IsBackup,
            Drain = member.Drain,
            Latency = goesByLatency && load.Latency.IsKnown ? TimeSpan.FromSeconds(load.Latency.SecondsAt(now)) : null,
            Changes = member.Changes.Entries.ToValueList(),
        };
    }
}
