using Akka.Actor;
using Akka.Event;
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
    private readonly GroupHealth _health = new();
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private GroupMember[] _members = [];
    private BackendLoad[] _loads = [];
    private IBalancer _balancer = Balancers.Create(BalancingAlgorithm.RoundRobin);
    private BalancingAlgorithm _algorithm;
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
    protected override void PreStart() => Configure(_handle.Config, _handle.Version);

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
                end.Done();
                break;
            case BackendProtocol.AvailabilityChanged changed:
                if (_byActor.TryGetValue(Sender, out var member)) Log(_health.Changed(member, changed, _members, _configured, Now));
                break;
            case BackendProtocol.EjectionWanted wanted:
                if (_byActor.TryGetValue(Sender, out var outlier))
                    Sender.Tell(new BackendProtocol.EjectionAnswered(GroupHealth.MayEject(outlier, wanted.Number, _members, _configured)));
                break;
            case UpstreamGroupProtocol.Reconfigure:
                Configure(_handle.Config, _handle.Version);
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
                Sender.Tell(new UpstreamGroupProtocol.BackendsListed(_members.Select(View).ToValueList())
                {
                    Upstream = _configured.Name, IsPanic = _health.IsPanic, Changes = _health.Changes.ToValueList(),
                });
                break;
            case Terminated ended:
                // A backend's actor ends only with its group or when the group stops it; whatever else ended it, the backend is still there.
                if (_byActor.Remove(ended.ActorRef)) Configure(_configured, 0);
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private static DateTimeOffset Now => Context.System.Scheduler.Now;

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
        var picked = _balancer.Pick(_loads, slot.ClientHash);
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
        Configure(asked.Config, asked.Number);
        _since = asked.Number;
        return false;
    }

    private TimeSpan ShortestWait()
    {
        var interval = _configured.HealthCheck.IntervalOf(isHealthy: false);
        var now = Now;
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
        return new Lease(Self, member.Actor, member.Load, trial, member.Availability.Ejections);
    }

    private static BackendView View(GroupMember member) =>
        new(member.Load.Address, member.Load.Weight, member.Load.InFlight, member.Availability) { Changes = member.Changes.Entries.ToValueList() };

    private void Log(ChangeEntry? change)
    {
        if (change is not null) _log.Warning("upstream {Upstream}: {What}, for {Cause}", _configured.Name, change.What, change.Cause);
    }

    private void Configure(UpstreamConfig config, long version)
    {
        _configured = config;
        var before = _members.ToDictionary(m => m.Load.Address, m => m.Load.Weight);
        var kept = _members.Where(m => _byActor.ContainsKey(m.Actor)).ToDictionary(m => m.Settings);
        _members = config.Backends.Select(backend => Member(config, backend, kept)).ToArray();
        _loads = Array.ConvertAll(_members, m => m.Load);
        foreach (var gone in kept.Values)
        {
            _byActor.Remove(gone.Actor);
            Context.Stop(Context.Unwatch(gone.Actor));
        }

        Log(_health.Configured(before, _members, config, version, Now));
        if (_algorithm == config.Algorithm) return;
        _algorithm = config.Algorithm;
        _balancer = Balancers.Create(config.Algorithm);
    }

    private GroupMember Member(UpstreamConfig config, BackendConfig backend, Dictionary<BackendSettings, GroupMember> kept)
    {
        var settings = new BackendSettings(config.Name, backend.Address, config.HealthCheck, config.Breaker) { Ejection = config.Outliers };
        if (kept.Remove(settings, out var member))
        {
            member.Load.Weight = backend.Weight;
            return member;
        }

        var actor = Context.Watch(
            Context.ActorOf(BackendActor.Props(settings, _probes), BackendNames.For(backend.Address, ++_generation)));
        var known = Array.Find(_members, m => m.Load.Address == backend.Address);
        member = new GroupMember(settings, actor, new BackendLoad(backend.Address, backend.Weight)) { Changes = known?.Changes ?? new ChangeLog() };
        _byActor.Add(actor, member);
        return member;
    }

    private sealed class Quiet
    {
        public static readonly Quiet Instance = new();
    }
}
