using Akka.Actor;
using Akka.Event;
using Pingap.Actors.Backends;
using Pingap.Actors.Balancing;
using Pingap.Actors.Configuration;
using Pingap.Actors.Discovery;
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
    private const string QueueTimer = "queue";
    private const string LimitTimer = "limit";
    private const string IdleTimer = "idle";
    private static readonly TimeSpan QuietInterval = TimeSpan.FromSeconds(2);

    private readonly UpstreamHandle _handle;
    private readonly IHealthProbes _probes;
    private readonly Dictionary<IActorRef, GroupMember> _byActor = [];
    private readonly GroupHealth _health = new();
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly GroupLoad _total = new();
    private readonly GroupLimit _limit = new();
    private readonly AskedBackends _asked = new();
    private readonly PickQueue _queue = new();
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
    protected override void PreStart() => Configure(_handle.Config, GroupHealth.CauseOf(_handle.Version));

    /// <inheritdoc/>
    protected override void PreRestart(Exception reason, object message)
    {
        _unanswered?.Answer(PickResult.Without(PickStatus.Interrupted));
        _queue.AnswerAll(PickStatus.Interrupted);
        base.PreRestart(reason, message);
    }

    /// <inheritdoc/>
    protected override void PostStop() => _queue.AnswerAll(PickStatus.Lost);

    /// <inheritdoc/>
    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case PickSlot slot:
                Pick(slot);
                break;
            case LeaseEnded end:
                end.Load!.End(end.Trial, end.Outcome.Kind is not OutcomeKind.Inconclusive, end.IsRepetition);
                if (_balancer.GoesByLatency) end.Load.Observe(end.FirstByte, end.Outcome.IsFailure(_configured.Breaker), Now);
                WatchLimit(_limit.Observe(end, _total, Context.System.Scheduler));
                end.Done();
                Serve();
                break;
            case BackendProtocol.AvailabilityChanged changed:
                if (_byActor.TryGetValue(Sender, out var member)) Log(_health.Changed(member, changed, _members, _configured, Now));
                Serve();
                break;
            case BackendProtocol.EjectionWanted wanted:
                if (_byActor.TryGetValue(Sender, out var outlier))
                    Sender.Tell(new BackendProtocol.EjectionAnswered(GroupHealth.MayEject(outlier, wanted.Number, _members, _configured)));
                break;
            case UpstreamGroupProtocol.LeaveQueue leave:
                _queue.Leave(leave.Slot, leave.Ticket);
                break;
            case Due:
                _queue.Expire(Now);
                WatchLimit(_limit.Due(_total, Now));
                if (_asked.Prune(_members, Now)) Configure(_configured, "nobody asks for it");
                Serve();
                WatchQueue();
                break;
            case UpstreamGroupProtocol.Reconfigure:
                Configure(_handle.Config, GroupHealth.CauseOf(_handle.Version));
                break;
            case UpstreamGroupProtocol.Rediscovered:
                Configure(_configured, "discovery");
                break;
            case UpstreamGroupProtocol.Retire retire:
                Timers.StartPeriodicTimer(QuietTimer, Quiet.Instance, QuietInterval);
                Timers.StartSingleTimer(DeadlineTimer, PoisonPill.Instance, retire.Deadline);
                break;
            case Quiet:
                if (!_wasPicked && _total.InFlight == 0 && _queue.Count == 0) Context.Stop(Self);
                _wasPicked = false;
                break;
            case UpstreamGroupProtocol.ListBackends:
                Sender.Tell(_health.Listed(_configured, _members, _total, _queue.Count));
                break;
            case Terminated ended:
                // A backend's actor ends only with its group or when the group stops it; whatever else ended it, the backend is still there.
                if (_byActor.Remove(ended.ActorRef)) Configure(_configured, "");
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private static DateTimeOffset Now => Context.System.Scheduler.Now;

    private void Pick(PickSlot slot)
    {
        _unanswered = slot;
        _wasPicked = true;
        if (Refusal(slot.Request) is { } refusal)
        {
            Answer(slot, refusal);
            return;
        }

        // Nobody overtakes those who wait, but for one who can take what they cannot.
        var result = TryPick(slot, mayTake: _queue.Count == 0);
        if (result.Status is not PickStatus.Saturated)
        {
            Answer(slot, result);
            return;
        }

        var wasEmpty = _queue.Count == 0;
        _unanswered = null;
        _queue.Enter(slot, _configured.Capacity, Now);
        if (wasEmpty) WatchQueue();
        else Serve();
    }

    /// <summary>Why a request gets no backend whatever there is; <c>null</c> when nothing stands against it.</summary>
    private PickResult? Refusal(in PickRequest request)
    {
        if (request.Asked is { } asked && asked.Number != _version && IsOutdated(asked)) return PickResult.Without(PickStatus.Outdated);
        if (request.IsRepetition && !_configured.RetryBudget.Allows(_total.Repetitions, _total.InFlight)) return PickResult.Without(PickStatus.OverBudget);
        return request.Dialed is { } dialed && !HasDialed(dialed) ? PickResult.Without(PickStatus.NoneAvailable, QuietInterval) : null;
    }

    /// <summary>Whether the backend that a request names is there, or could be added.</summary>
    private bool HasDialed(BackendAddress dialed)
    {
        if (_asked.Knows(dialed, Now)) return true;
        if (!_asked.TryAdd(dialed, _members, Now)) return false;
        Configure(_configured, "a request");
        if (!Timers.IsTimerActive(IdleTimer)) Timers.StartPeriodicTimer(IdleTimer, Due.Instance, AskedBackends.Stay / 5);
        return true;
    }

    private void Answer(PickSlot slot, PickResult result)
    {
        _unanswered = null;
        slot.Answer(result);
    }

    /// <summary>A lease for a pick, if there is a backend for it that has room.</summary>
    /// <param name="slot">The pick.</param>
    /// <param name="mayTake">Whether it is its turn; if not, it is only told whether waiting makes sense.</param>
    private PickResult TryPick(PickSlot slot, bool mayTake)
    {
        var isSaturated = false;
        foreach (var load in _loads)
        {
            var isWanted = load.Admits && slot.Request.Takes(load.Address);
            load.IsEligible = isWanted && mayTake && load.HasRoom && _total.HasRoom;
            isSaturated |= isWanted && !load.IsEligible;
        }

        var picked = _balancer.Pick(_loads, slot.Request.Key, _balancer.GoesByTime ? Now : default);
        return picked >= 0 ? new PickResult(PickStatus.Picked, Lease(_members[picked], slot.Request.IsRepetition), TimeSpan.Zero)
            : isSaturated ? PickResult.Without(PickStatus.Saturated)
            : PickResult.Without(PickStatus.NoneAvailable, GroupHealth.ShortestWait(_members, _configured, Now));
    }

    /// <summary>Gives what room there is to those who wait.</summary>
    private void Serve()
    {
        if (_queue.Count == 0) return;
        for (var next = _queue.First; next is { } slot && _total.HasRoom && GroupBalancer.HasRoom(_loads);)
        {
            next = _queue.After(slot);
            var result = TryPick(slot, mayTake: true);
            if (result.Status is PickStatus.Picked) _queue.Answer(slot, result);
        }
    }

    private void WatchQueue()
    {
        if (_queue.NextDeadline() is { } next) Timers.StartSingleTimer(QueueTimer, Due.Instance, next > Now ? next - Now : TimeSpan.Zero);
    }

    private void WatchLimit(TimeSpan? wait)
    {
        if (wait is { } time) Timers.StartSingleTimer(LimitTimer, Due.Instance, time);
    }

    // A request may come by a new version before the supervisor's word of it: then its backends are taken on at once, so that nobody is sent by new
    // routes to old backends.
    private bool IsOutdated(UpstreamVersion asked)
    {
        if (asked.Number < _version) return asked.Number < _since;
        _version = asked.Number;
        if (asked.Config.Equals(_configured)) return false;
        Configure(asked.Config, GroupHealth.CauseOf(asked.Number));
        _since = asked.Number;
        _queue.Outdate(_since);
        return false;
    }

    private Lease Lease(GroupMember member, bool isRepetition)
    {
        var trial = member.Load.Begin(isRepetition);
        return new Lease(Self, member.Actor, member.Load, trial, isRepetition, member.Availability.Ejections);
    }

    private void Log(ChangeEntry? change)
    {
        if (change is not null) _log.Warning("upstream {Upstream}: {What}, for {Cause}", _configured.Name, change.What, change.Cause);
    }

    private void Configure(UpstreamConfig config, string cause)
    {
        _configured = config;
        var before = _members.ToDictionary(m => m.Load.Address, m => m.Load.Weight);
        _limit.Configure(config.Capacity, _total);
        var kept = _members.Where(m => _byActor.ContainsKey(m.Actor)).ToDictionary(m => m.Settings);
        _members = (config.Discovery.Kind is DiscoveryKind.Transparent ? _asked.Backends : _handle.BackendsOf(config)).Select(backend => Member(config, backend, kept)).ToArray();
        _loads = Array.ConvertAll(_members, m => m.Load);
        foreach (var gone in kept.Values)
        {
            _byActor.Remove(gone.Actor);
            Context.Stop(Context.Unwatch(gone.Actor));
        }

        Log(_health.Configured(before, _members, config, cause, Now));
        _balancer.Configure(config.Balancing, config.SlowStart, _loads);
        Serve();
    }

    private GroupMember Member(UpstreamConfig config, BackendConfig backend, Dictionary<BackendSettings, GroupMember> kept)
    {
        var settings = new BackendSettings(config.Name, backend.Address, config.HealthCheck, config.Breaker) { Ejection = config.Outliers };
        if (kept.Remove(settings, out var member)) return member.Take(config, backend);
        var actor = Context.Watch(
            Context.ActorOf(BackendActor.Props(settings, _probes), BackendNames.For(backend.Address, ++_generation)));
        var known = Array.Find(_members, m => m.Load.Address == backend.Address);
        // What is under way at an address goes on, whoever judges it from now on; what was said against it before does not count.
        var load = known?.Load ?? new BackendLoad(backend.Address, backend.Weight, _total);
        load.Admit(Admission.All);
        member = new GroupMember(settings, actor, load) { Changes = known?.Changes ?? new ChangeLog() };
        _byActor.Add(actor, member);
        return member.Take(config, backend);
    }

    private sealed class Due
    {
        public static readonly Due Instance = new();
    }

    private sealed class Quiet
    {
        public static readonly Quiet Instance = new();
    }
}
