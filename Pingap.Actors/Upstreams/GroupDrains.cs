using Pingap.Actors.Balancing;
using Pingap.Actors.Configuration;
using Pingap.Actors.Health;

namespace Pingap.Actors.Upstreams;

/// <summary>
/// The drains of a group: of its backends, of those that have left it, and of itself. Says what changes, breaks off what is left when its time is over. No
/// clock, no messages; owned by the group's actor.
/// </summary>
/// <param name="roster">The backends.</param>
/// <param name="total">The requests of the group.</param>
/// <param name="changes">The log of the group.</param>
internal sealed class GroupDrains(GroupRoster roster, GroupLoad total, ChangeLog changes)
{
    private const string LastEnded = "its last request ended";
    private const string TimeOver = "its time is over";
    private bool _isRetiring;

    /// <summary>The group's own.</summary>
    public Drain Whole { get; private set; }

    /// <summary>Told of each step: whose it is (<c>null</c> for the group itself), and the step.</summary>
    public Action<BackendAddress?, ChangeEntry> Said { get; init; } = (_, _) => { };

    /// <summary>When something is to be broken off next; <c>null</c> for never.</summary>
    public DateTimeOffset? NextDeadline()
    {
        var next = _isRetiring ? null : Whole.Deadline;
        foreach (var member in roster.Members) next = Earlier(next, member.Drain.Deadline);
        foreach (var member in roster.Leaving) next = Earlier(next, member.Drain.Deadline);
        return next;
    }

    /// <summary>Has all go by what operators have asked.</summary>
    /// <param name="orders">What they have.</param>
    /// <param name="cause">Why it is looked at now; what is taken back is taken back for it.</param>
    /// <param name="evidence">By whom, or empty.</param>
    /// <param name="now">The time.</param>
    public void Follow(UpstreamOrders orders, string cause, string evidence, DateTimeOffset now)
    {
        foreach (var member in roster.Members)
        {
            var word = orders.WithdrawalOf(member.Load.Address);
            Step(member, member.Drain.Ordered(word, member.Load.InFlight, now), word?.Cause ?? cause, word?.Evidence ?? evidence, now);
        }

        // What has left is out anyway; it may be given less time.
        foreach (var gone in roster.Leaving)
        {
            if (Withdrawal.Both(orders.WithdrawalOf(gone.Load.Address), new(gone.Drain.Since, gone.Drain.Deadline, gone.Drain.State is DrainState.Disabled)) is { Cause.Length: > 0 } word)
                Step(gone, gone.Drain.Ordered(word, gone.Load.InFlight, now), word.Cause, word.Evidence, now);
        }

        if (!_isRetiring) Step(Whole.Ordered(orders.Whole, total.InFlight, now), orders.Whole?.Cause ?? cause, orders.Whole?.Evidence ?? evidence, now);
    }

    /// <summary>The group leaves the configuration. It serves what still comes, and is shown as draining until it ends.</summary>
    public void Retire(DateTimeOffset now, DateTimeOffset deadline)
    {
        _isRetiring = true;
        Whole = new Drain(DrainState.Draining, now, deadline, 0);
    }

    /// <summary>A request to a backend that is out has ended, or a deadline has come.</summary>
    public void Settle(DateTimeOffset now)
    {
        foreach (var member in roster.Members) Settle(member, now);
        for (var i = roster.Leaving.Count - 1; i >= 0; i--)
        {
            var gone = roster.Leaving[i];
            Settle(gone, now);
            if (gone.Load.InFlight > 0) continue;
            roster.Forget(gone);
            changes.Add(new ChangeEntry(now, $"{gone.Load.Address} gone", LastEnded, ""));
        }

        if (!_isRetiring && Whole.IsOut) Step(Whole.At(now, total.InFlight), Whole.IsDue(now) ? TimeOver : LastEnded, "", now);
    }

    private static DateTimeOffset? Earlier(DateTimeOffset? one, DateTimeOffset? other) => one is null || other < one ? other : one;

    private void Settle(GroupMember member, DateTimeOffset now)
    {
        if (!member.Drain.IsOut) return;
        var isDue = member.Drain.IsDue(now);
        // What the group knows nothing of, because it has failed meanwhile, is broken off too.
        if (isDue) member.Cut.BreakOff();
        Step(member, member.Drain.At(now, member.Load.InFlight), isDue ? TimeOver : LastEnded, "", now);
    }

    private void Step(GroupMember member, Drain next, string cause, string evidence, DateTimeOffset now)
    {
        var before = member.Drain;
        if (next == before) return;
        member.Now(next);
        if (Entry(before, next, member.Load.InFlight, cause, evidence, now) is not { } entry) return;
        member.Changes.Add(entry);
        Said(member.Load.Address, entry);
    }

    private void Step(Drain next, string cause, string evidence, DateTimeOffset now)
    {
        var before = Whole;
        Whole = next;
        if (Entry(before, next, total.InFlight, cause, evidence, now) is not { } entry) return;
        changes.Add(entry);
        Said(null, entry);
    }

    private static ChangeEntry? Entry(Drain before, Drain next, int left, string cause, string evidence, DateTimeOffset now)
    {
        if (before == next) return null;
        var isSame = before.State == next.State && next.BrokenOff == before.BrokenOff;
        // A deadline that is given, put off or taken back is news; one that has come is told with what it did.
        if (isSame && (before.Deadline == next.Deadline || next.Deadline is null && before.IsDue(now))) return null;
        var broken = next.BrokenOff - before.BrokenOff;
        var what = next.State switch
        {
            DrainState.Active => "active",
            DrainState.Draining => $"draining, {left} left",
            DrainState.Drained when broken > 0 => $"drained, {broken} broken off",
            DrainState.Drained => "drained",
            DrainState.Disabled when broken > 0 => $"disabled, {broken} broken off",
            DrainState.Disabled => left > 0 ? $"disabled, {left} left" : "disabled",
            _ => throw new InvalidOperationException($"{next.State} is no state"),
        };
        return new ChangeEntry(now, what, cause, evidence);
    }
}
