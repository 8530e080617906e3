using Pingap.Actors.Backends;
using Pingap.Actors.Balancing;
using Pingap.Actors.Configuration;
using Pingap.Actors.Discovery;
using Pingap.Actors.Health;

namespace Pingap.Actors.Upstreams;

/// <summary>
/// What a group decides about its backends together: which may be ejected, whether so little is left that all are tried, and the log of what became of it.
/// No clock, no messages; owned by the group's actor.
/// </summary>
internal sealed class GroupHealth
{
    private readonly ChangeLog _changes = new();

    /// <summary>The log of the group.</summary>
    public ChangeLog Changes => _changes;

    /// <summary>Whether availability is ignored because too little is left.</summary>
    public bool IsPanic { get; private set; }

    /// <summary>A backend has said what holds now.</summary>
    /// <returns>What that changes for the group; <c>null</c> when nothing does.</returns>
    public ChangeEntry? Changed(
        GroupMember member, BackendProtocol.AvailabilityChanged changed, ReadOnlySpan<GroupMember> members, UpstreamConfig config, DateTimeOffset now)
    {
        member.Now(changed.Now, changed.IsStart);
        foreach (var entry in changed.Why) member.Changes.Add(entry);
        return Judge(members, config, now);
    }

    /// <summary>A backend wants to be ejected. When it may, it gets no more requests.</summary>
    /// <returns>Whether it may.</returns>
    public static bool MayEject(GroupMember member, long number, ReadOnlySpan<GroupMember> members, UpstreamConfig config)
    {
        var (backends, ejected, others) = (0, 0, 0);
        foreach (var each in members)
        {
            if (!each.HasShare) continue;
            backends++;
            if (each.IsEjected) ejected++;
            if (each != member && each.IsAvailable) others++;
        }

        if (!Spare.AllowsEjection(backends, ejected, others, config.Outliers.MaxPercent)) return false;
        member.Eject(number);
        return true;
    }

    /// <summary>How long it takes at least until a request may find a backend.</summary>
    public static TimeSpan ShortestWait(ReadOnlySpan<GroupMember> members, UpstreamConfig config, DateTimeOffset now)
    {
        if (members.Length == 0) return RefreshRule.Soonest; // nothing was found yet, and by then it has been looked for again
        var interval = config.HealthCheck.IntervalOf(isHealthy: false);
        var shortest = TimeSpan.MaxValue;
        foreach (var member in members)
        {
            if (!member.HasShare) continue;
            var wait = member.Availability.Wait(now, interval);
            if (wait < shortest) shortest = wait;
        }

        return shortest == TimeSpan.MaxValue ? interval : shortest;
    }

    /// <summary>Whether it makes sense to wait for a backend to recover: one that has a share of the traffic, and is not known to be out for longer.</summary>
    /// <param name="members">The backends.</param>
    /// <param name="dialed">The only one that will do, or <c>null</c> for any.</param>
    /// <param name="latest">Until when somebody would wait.</param>
    public static bool MayRecover(ReadOnlySpan<GroupMember> members, BackendAddress? dialed, DateTimeOffset latest)
    {
        foreach (var member in members)
        {
            var isMeant = dialed is not { } only || only == member.Load.Address;
            if (isMeant && member.HasShare && !member.Availability.IsKnownToBeOutAt(latest)) return true;
        }

        return false;
    }

    /// <summary>A version of the configuration as a cause; 0 when it is not known.</summary>
    public static string CauseOf(long version) => version > 0 ? $"configuration version {version}" : "configuration";

    /// <summary>The group has taken on a configuration.</summary>
    /// <param name="before">Its members before, with the weights they had.</param>
    /// <param name="members">Its members now.</param>
    /// <param name="config">The configuration.</param>
    /// <param name="cause">What brought it: <see cref="CauseOf"/> a version, discovery, or an operator.</param>
    /// <param name="by">Who, of an operator, else empty.</param>
    /// <param name="now">The time.</param>
    /// <returns>What that changes for the group as a whole; <c>null</c> when nothing does.</returns>
    public ChangeEntry? Configured(
        IReadOnlyDictionary<BackendAddress, int> before, ReadOnlySpan<GroupMember> members, UpstreamConfig config, string cause, string by, DateTimeOffset now)
    {
        var gone = new HashSet<BackendAddress>(before.Keys);
        foreach (var member in members)
        {
            var (address, weight) = (member.Load.Address, member.Load.Weight);
            gone.Remove(address);
            if (!before.TryGetValue(address, out var weighed)) Add($"{address} added with weight {weight}", "");
            else if (weighed != weight) Add($"{address} has weight {weight}", $"before {weighed}{(by.Length > 0 ? ", " : "")}{by}");
        }

        foreach (var address in gone) Add($"{address} removed", "");
        return Judge(members, config, now);

        void Add(string what, string evidence) => _changes.Add(new ChangeEntry(now, what, cause, evidence));
    }

    private ChangeEntry? Judge(ReadOnlySpan<GroupMember> members, UpstreamConfig config, DateTimeOffset now)
    {
        var (available, total, others) = (0L, 0L, 0L);
        foreach (var member in members)
        {
            var share = member.IsAvailable ? member.Load.Weight : 0;
            if (member.Load.IsBackup)
            {
                others += share;
                continue;
            }

            if (member.HasShare) total += member.Load.Weight;
            available += share;
        }

        // Backups are there for the time when the others are not.
        var isPanic = others == 0 && Spare.IsPanic(available, total, config.PanicThreshold);
        var isNobodyLeft = available + others == 0;
        foreach (var member in members) member.Load.IsForced = isPanic || (isNobodyLeft && member.Availability.IsOnlySuspected && !member.IsEjected);
        if (isPanic == IsPanic) return null;
        IsPanic = isPanic;
        var entry = new ChangeEntry(
            now,
            isPanic ? "panic: all backends are tried" : "no panic: availability decides again",
            $"{available} of {total} shares of the traffic are available",
            $"panic_threshold is {config.PanicThreshold} %");
        _changes.Add(entry);
        return entry;
    }
}
