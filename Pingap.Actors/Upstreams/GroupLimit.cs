using Pingap.Actors.Backends;
using Pingap.Actors.Balancing;
using Pingap.Actors.Configuration;
using Pingap.Actors.Limits;

namespace Pingap.Actors.Upstreams;

/// <summary>How many requests a group takes at a time: as many as it is configured to, and no more than it has learned to where it learns.</summary>
internal sealed class GroupLimit
{
    private AdaptiveLimit? _learned;

    /// <summary>Whether it learns.</summary>
    public bool Learns => _learned is not null;

    /// <summary>Takes on a configuration; what was learned goes on to hold.</summary>
    /// <param name="capacity">It.</param>
    /// <param name="load">Is told the limit.</param>
    public void Configure(CapacityConfig capacity, GroupLoad load)
    {
        var most = capacity.MaxInFlight ?? int.MaxValue;
        if (capacity.Adaptive is not { } rules) _learned = null;
        else if (_learned is null) _learned = new AdaptiveLimit(rules, most);
        else _learned.Take(rules, most);
        load.Limit = _learned?.Limit ?? most;
    }

    /// <summary>A request has ended, and is no longer under way.</summary>
    /// <param name="end">How.</param>
    /// <param name="load">The requests that are under way; is told the limit.</param>
    /// <param name="clock">Asked for the time only where something is learned.</param>
    /// <returns>After which time <see cref="Due"/> has to be called, or <c>null</c> when nothing new is waited for.</returns>
    public TimeSpan? Observe(LeaseEnded end, GroupLoad load, Akka.Actor.ITimeProvider clock)
    {
        if (_learned is not { } learned) return null;
        var (now, before) = (clock.Now, learned.MeasuresUntil);
        learned.Observe(end.Outcome, end.FirstByte, load.InFlight + 1, now, end.Began);
        load.Limit = learned.Limit;
        return learned.MeasuresUntil is { } until && until != before ? until - now : null;
    }

    /// <summary>The time that <see cref="Observe"/> has said is over, or somebody has waited in vain.</summary>
    /// <param name="load">The requests that are under way; is told the limit.</param>
    /// <param name="now">The time.</param>
    /// <returns>How much longer it takes, if the timer came early.</returns>
    public TimeSpan? Due(GroupLoad load, DateTimeOffset now)
    {
        if (_learned is not { } learned) return null;
        learned.Due(load.InFlight, now);
        load.Limit = learned.Limit;
        return learned.MeasuresUntil is { } until ? until - now : null;
    }
}
