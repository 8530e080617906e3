using Akka.Actor;
using Pingap.Actors.Backends;
using Pingap.Actors.Balancing;
using Pingap.Actors.Configuration;

namespace Pingap.Actors.Upstreams;

/// <summary>
/// Gives the leases of a group, to who asks and to who waits. While there is room, only those wait who cannot take it: whatever makes room is followed by
/// <see cref="Serve"/>, so that nobody is overtaken who could have been served. Touched by the group's actor alone.
/// </summary>
internal sealed class GroupPicks(IActorRef group, GroupRoster roster, GroupLoad total, PickQueue queue, ITimeProvider clock)
{
    private readonly GroupBalancer _balancer = new((ulong)Random.Shared.NextInt64());
    private UpstreamConfig? _config;

    /// <summary>Whether it has to be told how long backends take.</summary>
    public bool GoesByLatency => _balancer.GoesByLatency;

    /// <summary>Takes on a configuration, or other backends.</summary>
    public void Configure(UpstreamConfig config)
    {
        _config = config;
        _balancer.Configure(config.Balancing, config.SlowStart, roster.Loads);
    }

    /// <summary>A lease for a pick, if there is a backend for it that has room.</summary>
    public PickResult Try(PickSlot slot)
    {
        var isSaturated = false;
        ref readonly var request = ref slot.Request;
        var owner = Owner(request);
        foreach (var load in roster.Loads)
        {
            var isWanted = owner is null ? load.Admits && request.Takes(load.Address) : load == owner;
            load.IsEligible = isWanted && load.HasRoom && total.HasRoom;
            isSaturated |= isWanted && !load.IsEligible;
        }

        var picked = _balancer.Pick(roster.Loads, request.Key, _balancer.GoesByTime ? clock.Now : default);
        return picked >= 0 ? new PickResult(PickStatus.Picked, Lease(roster.Members[picked], request.IsRepetition), TimeSpan.Zero)
            : isSaturated ? PickResult.Without(PickStatus.Saturated)
            : PickResult.Without(PickStatus.NoneAvailable, GroupHealth.ShortestWait(roster.Members, _config!, clock.Now));
    }

    /// <summary>Gives what room there is to those who wait.</summary>
    public void Serve()
    {
        if (queue.Count == 0) return;
        for (var next = queue.First; next is { } slot && total.HasRoom && _balancer.HasRoom(roster.Loads);)
        {
            next = queue.After(slot);
            // Those who have tried all that is left need not wait for what may come; the others may wait for a backend to recover.
            Settle(slot, refuses: slot.Request.Tried is not null);
        }
    }

    /// <summary>Answers those who wait for a backend that operators have taken out, and for whom there is no other.</summary>
    public void RefuseWhoWaitInVain()
    {
        for (var next = queue.First; next is { } slot;)
        {
            next = queue.After(slot);
            Settle(slot, refuses: true);
        }
    }

    private void Settle(PickSlot slot, bool refuses)
    {
        var result = Try(slot);
        if (result.Status is PickStatus.Picked || (refuses && result.Status is PickStatus.NoneAvailable)) queue.Answer(slot, result);
    }

    // The backend that a request is bound to. It is waited for while it is full: what the client has there, no other backend has.
    private BackendLoad? Owner(in PickRequest request)
    {
        if (!_balancer.Binds || request.Key == 0) return null;
        foreach (var load in roster.Loads)
        {
            if (load.AddressHash == request.Key && load.AdmitsBound && request.Takes(load.Address)) return load;
        }

        return null;
    }

    private Lease Lease(GroupMember member, bool isRepetition)
    {
        var trial = member.Load.Begin(isRepetition);
        var began = _config!.Capacity.Adaptive is null ? default : clock.Now;
        var end = LeaseEnded.Rent(group, member.Actor, member.Load, trial, isRepetition, member.Availability.Ejections, began);
        return new Lease(member.Load, end, member.Streams, member.Cut.Token);
    }
}
