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
    private const string DrainTimer = "drain";
    private static readonly TimeSpan QuietInterval = TimeSpan.FromSeconds(2);

    private readonly UpstreamHandle _handle;
    private readonly GroupRoster _roster;
    private readonly GroupDrains _drains;
    private readonly GroupHealth _health = new();
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly GroupLoad _total = new();
    private readonly PickQueue _queue = new();
    private readonly GroupBalancer _balancer = new((ulong)Random.Shared.NextInt64());
    private UpstreamConfig _configured;

    // The newest version that a request has asked by, and the oldest one that has the same configuration of this upstream.
    private long _version;
    private long _since;
    private bool _wasPicked;
    private DateTimeOffset _queueDue = DateTimeOffset.MaxValue;

    // The slot of the pick that is being answered: if this actor crashes in the middle, it is answered before the restart.
    private PickSlot? _unanswered;

    /// <summary>Made by <see cref="Props"/>.</summary>
    public UpstreamGroupActor(UpstreamHandle handle, IHealthProbes probes)
    {
        _handle = handle;
        _configured = handle.Config;
        _roster = new GroupRoster(handle, probes, _total);
        _drains = new GroupDrains(_roster, _total, _health.Changes) { Said = Log };
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
                if (_balancer.GoesByLatency) Observe(end);
                if (end.Load is { IsOut: true, InFlight: 0 }) Settle();
                end.Done();
                Serve();
                break;
            case BackendProtocol.AvailabilityChanged changed:
                if (_roster.Find(Sender) is { } member) Log(_health.Changed(member, changed, _roster.Members, _configured, Now));
                Serve();
                break;
            case BackendProtocol.EjectionWanted wanted:
                if (_roster.Find(Sender) is { } outlier)
                    Sender.Tell(new BackendProtocol.EjectionAnswered(GroupHealth.MayEject(outlier, wanted.Number, _roster.Members, _configured)));
                break;
            case UpstreamGroupProtocol.LeaveQueue leave:
                _queue.Leave(leave.Slot, leave.Ticket);
                break;
            case QueueDue:
                _queueDue = DateTimeOffset.MaxValue;
                _queue.Expire(Now);
                if (_queue.NextDeadline() is { } next) WatchQueue(next);
                break;
            case UpstreamGroupProtocol.Reconfigure:
                Configure(_handle.Config, GroupHealth.CauseOf(_handle.Version));
                if (_handle.Version > _version) Begin(_handle.Version);
                break;
            case UpstreamGroupProtocol.Rediscovered:
                Configure(_configured, "discovery");
                break;
            case UpstreamGroupProtocol.Reorder reorder:
                Configure(_configured, reorder.Cause, reorder.Evidence);
                RefuseWhoWaitInVain();
                break;
            case DrainDue:
                Settle();
                break;
            case UpstreamGroupProtocol.Retire retire:
                _drains.Retire(Now, Now + retire.Deadline);
                Timers.StartPeriodicTimer(QuietTimer, Quiet.Instance, QuietInterval);
                Timers.StartSingleTimer(DeadlineTimer, PoisonPill.Instance, retire.Deadline);
                break;
            case Quiet:
                if (!_wasPicked && _total.InFlight == 0 && _queue.Count == 0) Context.Stop(Self);
                _wasPicked = false;
                break;
            case UpstreamGroupProtocol.ListBackends:
                Sender.Tell(GroupView.Of(_configured.Name, _roster, _health, _drains.Whole, _total, _queue.Count, _balancer.GoesByLatency, Now));
                break;
            case Terminated ended:
                // A backend's actor ends only with its group or when the group stops it; whatever else ended it, the backend is still there.
                if (_roster.Lose(ended.ActorRef)) Configure(_configured, "");
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
        if (slot.Request.Asked is { } asked && asked.Number != _version && IsOutdated(asked))
        {
            Answer(slot, PickResult.Without(PickStatus.Outdated));
            return;
        }

        if (slot.Request.IsRepetition && !_configured.RetryBudget.Allows(_total.Repetitions + _queue.Repetitions, _total.InFlight))
        {
            Answer(slot, PickResult.Without(PickStatus.OverBudget));
            return;
        }

        // Nobody is overtaken: while there is room, only those wait who cannot take it.
        var result = TryPick(slot);
        if (result.Status is PickStatus.Saturated) Wait(slot, _configured.Capacity.QueueTimeout);
        // Who has tried a backend in vain has its failure for an answer; who is sent round again comes without what it has tried.
        else if (result.Status is PickStatus.NoneAvailable && slot.Request.Tried is null && _configured.Capacity.RecoveryTimeout is { Ticks: > 0 } most) Wait(slot, most);
        else Answer(slot, result);
    }

    private void Wait(PickSlot slot, TimeSpan most)
    {
        _unanswered = null;
        if (_queue.Enter(slot, _configured.Capacity.QueueSize, most, Now) is { } deadline) WatchQueue(deadline);
    }

    private void Answer(PickSlot slot, PickResult result)
    {
        _unanswered = null;
        slot.Answer(result);
    }

    /// <summary>A lease for a pick, if there is a backend for it that has room.</summary>
    private PickResult TryPick(PickSlot slot)
    {
        var isSaturated = false;
        foreach (var load in _roster.Loads)
        {
            var isWanted = _balancer.MayTake(load, slot.Request.Key) && slot.Request.Tried?.Contains(load.Address) != true;
            load.IsEligible = isWanted && load.HasRoom && _total.HasRoom;
            isSaturated |= isWanted && !load.IsEligible;
        }

        var picked = _balancer.Pick(_roster.Loads, slot.Request.Key, _balancer.GoesByTime ? Now : default);
        return picked >= 0 ? new PickResult(PickStatus.Picked, Lease(_roster.Members[picked], slot.Request.IsRepetition), TimeSpan.Zero)
            : isSaturated ? PickResult.Without(PickStatus.Saturated)
            : PickResult.Without(PickStatus.NoneAvailable, GroupHealth.ShortestWait(_roster.Members, _configured, Now));
    }

    /// <summary>Gives what room there is to those who wait.</summary>
    private void Serve()
    {
        if (_queue.Count == 0) return;
        for (var next = _queue.First; next is { } slot && HasRoom();)
        {
            next = _queue.After(slot);
            var result = TryPick(slot);
            // Those who have tried all that is left need not wait for what may come.
            if (result.Status is PickStatus.Picked or PickStatus.NoneAvailable) _queue.Answer(slot, result);
        }
    }

    private bool HasRoom()
    {
        if (!_total.HasRoom) return false;
        foreach (var load in _roster.Loads)
        {
            if ((_balancer.Binds ? load.AdmitsBound : load.Admits) && load.HasRoom) return true;
        }

        return false;
    }

    /// <summary>Answers those who wait for a backend that operators have taken out, and for whom there is no other.</summary>
    private void RefuseWhoWaitInVain()
    {
        for (var next = _queue.First; next is { } slot;)
        {
            next = _queue.After(slot);
            var result = TryPick(slot);
            if (result.Status is PickStatus.NoneAvailable) _queue.Answer(slot, result);
        }
    }

    private void Settle()
    {
        _drains.Settle(Now);
        if (_drains.NextDeadline() is { } next) Timers.StartSingleTimer(DrainTimer, DrainDue.Instance, next > Now ? next - Now : TimeSpan.Zero);
        else Timers.Cancel(DrainTimer);
    }

    // A timer that is set too early, for one who has left since, does no harm.
    private void WatchQueue(DateTimeOffset deadline)
    {
        if (deadline >= _queueDue) return;
        _queueDue = deadline;
        Timers.StartSingleTimer(QueueTimer, QueueDue.Instance, deadline > Now ? deadline - Now : TimeSpan.Zero);
    }

    // A request may come by a new version before the supervisor's word of it: then its backends are taken on at once, so that nobody is sent by new
    // routes to old backends.
    private bool IsOutdated(UpstreamVersion asked)
    {
        if (asked.Number < _version) return asked.Number < _since;
        _version = asked.Number;
        if (asked.Config.Equals(_configured)) return false;
        Configure(asked.Config, GroupHealth.CauseOf(asked.Number));
        Begin(asked.Number);
        return false;
    }

    // Who asks by a version before this one, or waits by it, is not sent by the routes and connections of that to the backends of this.
    private void Begin(long version)
    {
        _version = _since = version;
        _queue.Outdate(version);
    }

    private void Observe(LeaseEnded end)
    {
        if (end.Outcome.Kind is OutcomeKind.Overtaken) end.Load!.ObserveAtLeast(end.FirstByte, Now);
        else end.Load!.Observe(end.FirstByte, end.Outcome.IsFailure(_configured.Breaker), Now);
    }

    private Lease Lease(GroupMember member, bool isRepetition)
    {
        var trial = member.Load.Begin(isRepetition);
        return new Lease(Self, member.Actor, member.Load, trial, isRepetition, member.Availability.Ejections, member.Streams, member.Cut.Token);
    }

    private void Log(ChangeEntry? change)
    {
        if (change is not null) _log.Warning("upstream {Upstream}: {What}, for {Cause}", _configured.Name, change.What, change.Cause);
    }

    private void Log(BackendAddress? backend, ChangeEntry step)
    {
        var by = step.Evidence.Length > 0 ? $"{step.Cause}, {step.Evidence}" : step.Cause;
        if (backend is { } address) _log.Warning("backend {Backend} of upstream {Upstream} is {State}: {Cause}", address, _configured.Name, step.What, by);
        else _log.Warning("upstream {Upstream} is {State}: {Cause}", _configured.Name, step.What, by);
    }

    private void Configure(UpstreamConfig config, string cause, string by = "")
    {
        _configured = config;
        _total.Limit = config.Capacity.MaxInFlight ?? int.MaxValue;
        var before = _roster.Configure(Context, config, Now);
        _drains.Follow(_handle.Orders, cause, by, Now);
        Log(_health.Configured(before, _roster.Members, config, cause, by, Now));
        _balancer.Configure(config.Balancing, config.SlowStart, _roster.Loads);
        Settle();
        Serve();
    }

    private sealed class QueueDue
    {
        public static readonly QueueDue Instance = new();
    }

    private sealed class DrainDue
    {
        public static readonly DrainDue Instance = new();
    }

    private sealed class Quiet
    {
        public static readonly Quiet Instance = new();
    }
}
