using Akka.Actor;
using Pingap.Actors.Backends;
using Pingap.Actors.Balancing;
using Pingap.Actors.Configuration;
using Pingap.Actors.Health;

namespace Pingap.Actors.Upstreams;

/// <summary>
/// The backends of a group: those that are in, each with its actor, and those that have left while requests to them were under way. Touched by the
/// group's actor alone.
/// </summary>
/// <param name="handle">The upstream.</param>
/// <param name="probes">What backends are probed with.</param>
/// <param name="total">The requests of the group.</param>
internal sealed class GroupRoster(UpstreamHandle handle, IHealthProbes probes, GroupLoad total)
{
    private readonly Dictionary<IActorRef, GroupMember> _byActor = [];
    private readonly List<GroupMember> _leaving = [];
    private long _generation;

    /// <summary>Those that are in, in the order of the configuration.</summary>
    public GroupMember[] Members { get; private set; } = [];

    /// <summary>Their loads, in the same order.</summary>
    public BackendLoad[] Loads { get; private set; } = [];

    /// <summary>Those that have left, whose requests go on.</summary>
    public IReadOnlyList<GroupMember> Leaving => _leaving;

    /// <summary>The one whose actor that is, or <c>null</c> when it has left.</summary>
    public GroupMember? Find(IActorRef actor) => _byActor.GetValueOrDefault(actor);

    /// <summary>An actor has ended.</summary>
    /// <returns>Whether a backend needs another one.</returns>
    public bool Lose(IActorRef actor) => _byActor.Remove(actor);

    /// <summary>Takes on a configuration, with what operators have asked beside it.</summary>
    /// <returns>The weights that backends had before.</returns>
    public Dictionary<BackendAddress, int> Configure(IActorContext context, UpstreamConfig config, ValueList<BackendConfig> backends, DateTimeOffset now)
    {
        var before = Members.ToDictionary(m => m.Load.Address, m => m.Load.Weight);
        var kept = Members.Where(m => _byActor.ContainsKey(m.Actor)).ToDictionary(m => m.Settings);
        var members = backends.Select(backend => Member(context, config, backend, kept)).ToArray();
        foreach (var gone in kept.Values)
        {
            _byActor.Remove(gone.Actor);
            context.Stop(context.Unwatch(gone.Actor));
        }

        var stay = members.Select(m => m.Load).ToHashSet();
        foreach (var gone in Members.Where(m => m.Load.InFlight > 0 && !stay.Contains(m.Load)))
        {
            gone.Now(gone.Drain.Left(gone.Load.InFlight, now));
            _leaving.Add(gone);
        }

        _leaving.RemoveAll(m => stay.Contains(m.Load));
        Members = members;
        Loads = Array.ConvertAll(members, m => m.Load);
        handle.KeepCuts(members.Concat(_leaving).Select(m => m.Load.Address));
        return before;
    }

    /// <summary>Forgets one that has left, because the last of its requests has ended.</summary>
    public void Forget(GroupMember gone)
    {
        _leaving.Remove(gone);
        handle.KeepCuts(Members.Concat(_leaving).Select(m => m.Load.Address));
    }

    private GroupMember Member(IActorContext context, UpstreamConfig config, BackendConfig backend, Dictionary<BackendSettings, GroupMember> kept)
    {
        var settings = new BackendSettings(config.Name, backend.Address, config.HealthCheck, config.Breaker) { Ejection = config.Outliers };
        if (kept.Remove(settings, out var member)) return Set(member, config, backend);
        var known = Array.Find(Members, m => m.Load.Address == backend.Address) ?? _leaving.Find(m => m.Load.Address == backend.Address);
        // What probes have found holds until the next one, whatever the rules are from now on; what requests have said does not count any more.
        var isHealthy = known is not { Availability: { IsHealthy: false, IsOnlySuspected: false } } || config.HealthCheck.Kind is HealthCheckKind.None;
        var actor = context.Watch(
            context.ActorOf(BackendActor.Props(settings, probes, isHealthy), BackendNames.For(backend.Address, ++_generation)));
        // What is under way at an address goes on, whoever judges it from now on.
        var load = known?.Load ?? new BackendLoad(backend.Address, backend.Weight, total);
        load.Admit(isHealthy ? Admission.All : Admission.None);
        member = new GroupMember(settings, actor, load)
        {
            Changes = known?.Changes ?? new ChangeLog(),
            Cut = handle.CutOf(backend.Address),
            Streams = known?.Streams ?? new StreamCount(),
        };
        if (known is not null) member.Now(known.Drain);
        _byActor.Add(actor, member);
        return Set(member, config, backend);
    }

    private GroupMember Set(GroupMember member, UpstreamConfig config, BackendConfig backend)
    {
        member.ConfiguredWeight = backend.Weight;
        member.Load.Take(backend with { Weight = handle.Orders.WeightOf(backend.Address) ?? backend.Weight });
        member.Load.Limit = config.Capacity.LimitOf(config.Protocol, config.Tls is not null);
        return member;
    }
}
