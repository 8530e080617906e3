using Akka.Actor;
using Pingap.Actors.Backends;
using Pingap.Actors.Balancing;
using Pingap.Actors.Configuration;
using Pingap.Actors.Handoff;
using Pingap.Actors.Health;

namespace Pingap.Actors.Upstreams;

/// <summary>
/// One upstream's truth: which backends are in, which one is picked, and how many requests each has in flight. Every request of the
/// upstream passes through here, so it runs on the thread that asks and allocates nothing.
/// </summary>
public sealed class UpstreamGroupActor : UntypedActor, IWithTimers
{
    private const string QuietTimer = "quiet";
    private const string DeadlineTimer = "deadline";
    private static readonly TimeSpan QuietInterval = TimeSpan.FromSeconds(2);

    private readonly UpstreamHandle _handle;
    private readonly IHealthProbes _probes;
    private readonly Dictionary<IActorRef, GroupMember> _byActor = [];
    private GroupMember[] _members = [];
    private BackendLoad[] _loads = [];
    private readonly GroupBalancer _balancer = new((ulong)Random.Shared.NextInt64());
    private UpstreamConfig _configured;

    // The newest version that a request has asked by, and the oldest one that has the same configuration of this upstream.
    private long _version;
    private long _since;
    private long _generation;
    private bool _wasPicked;

    // The slot of the pick that is being answered: if this actor crashes in the middle, it is answered before the restart.
    private PickSlot? _unanswered;

    /// <summary>Made by <see cref="Props"/>.</summary>
    public UpstreamGroupActor(UpstreamHandle handle, IHealthProbes probes)
    {
        _handle = handle;
        _configured = handle.Config;
        _probes = probes;
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    /// <summary>The group of a handle, whose configuration it reads at every start.</summary>
    public static Props Props(UpstreamHandle handle, IHealthProbes probes) =>
        Akka.Actor.Props.Create(() => new UpstreamGroupActor(handle, probes)).WithDispatcher(CallingThreadDispatcher.Path);

    /// <inheritdoc/>
    protected override void PreStart() => Configure(_handle.Config);

    /// <inheritdoc/>
    protected override void PreRestart(Exception reason, object message)
    {
        _unanswered?.Answer(new PickResult(PickStatus.Interrupted, default, TimeSpan.Zero));
        base.PreRestart(reason, message);
    }

    /// <inheritdoc/>
    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case PickSlot slot:
                Pick(slot);
                break;
            case LeaseEnded end:
                end.Load!.End(end.Trial, end.Outcome.Kind is not OutcomeKind.Inconclusive);
                if (_balancer.GoesByLatency) end.Load.Observe(end.FirstByte, end.Outcome.IsFailure(_configured.Breaker), Context.System.Scheduler.Now);
                end.Done();
                break;
            case BackendProtocol.AvailabilityChanged changed:
                if (_byActor.TryGetValue(Sender, out var member)) member.Now(changed.Now);
                break;
            case UpstreamGroupProtocol.Reconfigure:
                Configure(_handle.Config);
                break;
            case UpstreamGroupProtocol.Retire retire:
                Timers.StartPeriodicTimer(QuietTimer, Quiet.Instance, QuietInterval);
                Timers.StartSingleTimer(DeadlineTimer, PoisonPill.Instance, retire.Deadline);
                break;
            case Quiet:
                if (!_wasPicked && InFlight == 0) Context.Stop(Self);
                _wasPicked = false;
                break;
            case UpstreamGroupProtocol.ListBackends:
                Sender.Tell(new UpstreamGroupProtocol.BackendsListed(
                    _members.Select(m => new BackendView(m.Load.Address, m.Load.Weight, m.Load.InFlight, m.Availability)).ToValueList()));
                break;
            case Terminated ended:
                // A backend's actor ends only with its group or when the group stops it; whatever else ended it, the backend is still there.
                if (_byActor.Remove(ended.ActorRef)) Configure(_configured);
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private int InFlight => _members.Sum(m => m.Load.InFlight);

    private void Pick(PickSlot slot)
    {
        _unanswered = slot;
        _wasPicked = true;
        if (slot.Asked is { } asked && asked.Number != _version && IsOutdated(asked))
        {
            _unanswered = null;
            slot.Answer(new PickResult(PickStatus.Outdated, default, TimeSpan.Zero));
            return;
        }

        foreach (var load in _loads) load.IsEligible = load.Admits && slot.Tried?.Contains(load.Address) != true;
        var picked = _balancer.Pick(_loads, slot.Key, _balancer.GoesByTime ? Context.System.Scheduler.Now : default);
        var reply = picked >= 0
            ? new PickResult(PickStatus.Picked, Lease(_members[picked]), TimeSpan.Zero)
            : new PickResult(PickStatus.NoneAvailable, default, ShortestWait());
        _unanswered = null;
        slot.Answer(reply);
    }

    // A request may come by a new version before the supervisor's word of it: then its backends are taken on at once, so that nobody is sent by new
    // routes to old backends.
    private bool IsOutdated(UpstreamVersion asked)
    {
        if (asked.Number < _version) return asked.Number < _since;
        _version = asked.Number;
        if (asked.Config.Equals(_configured)) return false;
        Configure(asked.Config);
        _since = asked.Number;
        return false;
    }

    private TimeSpan ShortestWait()
    {
        var interval = _configured.HealthCheck.Interval;
        var now = Context.System.Scheduler.Now;
        var shortest = TimeSpan.MaxValue;
        foreach (var member in _members)
        {
            if (member.Load.Weight == 0) continue;
            var wait = member.Availability.Wait(now, interval);
            if (wait < shortest) shortest = wait;
        }

        return shortest == TimeSpan.MaxValue ? interval : shortest;
    }

    private Lease Lease(GroupMember member)
    {
        var trial = member.Load.Begin();
        return new Lease(Self, member.Actor, member.Load, trial);
    }

    private void Configure(UpstreamConfig config)
    {
        _configured = config;
        var kept = _members.Where(m => _byActor.ContainsKey(m.Actor)).ToDictionary(m => m.Settings);
        _members = config.Backends.Select(backend => Member(config, backend, kept)).ToArray();
        _loads = Array.ConvertAll(_members, m => m.Load);
        foreach (var gone in kept.Values)
        {
            _byActor.Remove(gone.Actor);
            Context.Stop(Context.Unwatch(gone.Actor));
        }

        _balancer.Configure(config.Balancing, config.SlowStart, _loads);
    }

    private GroupMember Member(UpstreamConfig config, BackendConfig backend, Dictionary<BackendSettings, GroupMember> kept)
    {
        var settings = new BackendSettings(config.Name, backend.Address, config.HealthCheck, config.Breaker);
        if (kept.Remove(settings, out var member))
        {
            member.Load.Take(backend);
            return member;
        }

        var actor = Context.Watch(
            Context.ActorOf(BackendActor.Props(settings, _probes), BackendNames.For(backend.Address, ++_generation)));
        member = new GroupMember(settings, actor, new BackendLoad(backend.Address, backend.Weight) { IsBackup = backend.IsBackup });
        _byActor.Add(actor, member);
        return member;
    }

    private sealed class Quiet
    {
        public static readonly Quiet Instance = new();
    }
}
