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
    private const string LimitTimer = "limit";
    private const string IdleTimer = "idle";
    private static readonly TimeSpan QuietInterval = TimeSpan.FromSeconds(2);

    private readonly UpstreamHandle _handle;
    private readonly GroupRoster _roster;
    private readonly GroupDrains _drains;
    private readonly GroupHealth _health = new();
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly GroupLoad _total = new();
    private readonly GroupLimit _limit = new();
    private readonly AskedBackends _asked = new();
    private readonly PickQueue _queue = new();
    private readonly GroupPicks _picks;
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
        _picks = new GroupPicks(Self, _roster, _total, _queue, Context.System.Scheduler);
        _drains = new GroupDrains(_roster, _total, _health.Changes) { Said = Log };
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    /// <summary>The group of a handle, whose configuration it reads at every start.</summary>
    public static Props Props(UpstreamHandle handle, IHealthProbes probes) =>
        Akka.Actor.Props.Create(() => new UpstreamGroupActor(handle, probes)).WithDispatcher(CallingThreadDispatcher.Path);

    /// <inheritdoc/>
    protected override void PreStart()
    {
        Configure(_handle.Config, GroupHealth.CauseOf(_handle.Version));
        // A life that ended in the middle of its retirement leaves that to the next.
        if (_handle.Ends is { } end) Self.Tell(new UpstreamGroupProtocol.Retire(end > Now ? end - Now : TimeSpan.Zero));
    }

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
                if (_picks.GoesByLatency) Observe(end);
                if (end.Load is { IsOut: true, InFlight: 0 }) Settle();
                WatchLimit(_limit.Observe(end, _total, Context.System.Scheduler));
                end.Done();
                _picks.Serve();
                break;
            case BackendProtocol.AvailabilityChanged changed:
                if (_roster.Find(Sender) is { } member) Log(_health.Changed(member, changed, _roster.Members, _configured, Now));
                _picks.Serve();
                break;
            case BackendProtocol.EjectionWanted wanted:
                if (_roster.Find(Sender) is { } outlier)
                    Sender.Tell(new BackendProtocol.EjectionAnswered(GroupHealth.MayEject(outlier, wanted.Number, _roster.Members, _configured)));
                break;
            case UpstreamGroupProtocol.LeaveQueue leave:
                _queue.Leave(leave.Slot, leave.Ticket);
                break;
            case Due:
                _queueDue = DateTimeOffset.MaxValue;
                _queue.Expire(Now);
                WatchLimit(_limit.Due(_total, Now));
                Settle();
                if (_asked.Prune(_roster.Members, Now)) Configure(_configured, "nobody asks for it");
                _picks.Serve();
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
                if (!MayRecover()) _picks.RefuseWhoWaitInVain();
                break;
            case UpstreamGroupProtocol.Retire retire:
                _handle.Ends = Now + retire.Deadline;
                _drains.Retire(Now, Now + retire.Deadline);
                Timers.StartPeriodicTimer(QuietTimer, Quiet.Instance, QuietInterval);
                Timers.StartSingleTimer(DeadlineTimer, PoisonPill.Instance, retire.Deadline);
                break;
            case Quiet:
                if (!_wasPicked && _total.InFlight == 0 && _queue.Count == 0) Context.Stop(Self);
                _wasPicked = false;
                break;
            case UpstreamGroupProtocol.ListBackends:
                Sender.Tell(GroupView.Of(_configured.Name, _roster, _health, _drains.Whole, _total, _queue.Count, _picks.GoesByLatency, Now));
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
        if (Refusal(slot.Request) is { } refusal)
        {
            Answer(slot, refusal);
            return;
        }

        var result = _picks.Try(slot);
        if (result.Status is PickStatus.Saturated && _limit.Learns)
        {
            WatchLimit(_limit.Due(_total, Now));
            result = _picks.Try(slot);
        }

        if (result.Status is PickStatus.Saturated) Wait(slot, _configured.Capacity.QueueTimeout);
        // Who has tried a backend in vain has its failure for an answer; who is sent round again comes without what it has tried.
        else if (result.Status is PickStatus.NoneAvailable && slot.Request.Tried is null && MayRecover(slot.Request.Dialed)) Wait(slot, _configured.Capacity.RecoveryTimeout);
        else Answer(slot, result);
    }

    private void Wait(PickSlot slot, TimeSpan most)
    {
        _unanswered = null;
        slot.IsPutAside = true;
        if (_queue.Enter(slot, _configured.Capacity.QueueSize, most, Now) is { } deadline) WatchQueue(deadline);
    }

    /// <summary>Why a request gets no backend whatever there is; <c>null</c> when nothing stands against it.</summary>
    private PickResult? Refusal(in PickRequest request)
    {
        if (request.Asked is { } asked && asked.Number != _version && IsOutdated(asked)) return PickResult.Without(PickStatus.Outdated);
        if (request.IsRepetition && !_configured.RetryBudget.Allows(_total.Repetitions + _queue.Repetitions, _total.InFlight))
            return PickResult.Without(PickStatus.OverBudget);
        return request.Dialed is { } dialed && !HasDialed(dialed) ? PickResult.Without(PickStatus.NoneAvailable, QuietInterval) : null;
    }

    /// <summary>Whether the backend that a request names is there, or could be added.</summary>
    private bool HasDialed(BackendAddress dialed)
    {
        if (_asked.Knows(dialed, Now)) return true;
        if (!_asked.TryAdd(dialed, _roster.Members, Now)) return false;
        Configure(_configured, "a request");
        if (!Timers.IsTimerActive(IdleTimer)) Timers.StartPeriodicTimer(IdleTimer, Due.Instance, AskedBackends.Stay / 5);
        return true;
    }

    private void Answer(PickSlot slot, PickResult result)
    {
        _unanswered = null;
        slot.Answer(result);
    }

    private bool MayRecover(BackendAddress? dialed = null) =>
        _configured.Capacity.RecoveryTimeout is { Ticks: > 0 } most && GroupHealth.MayRecover(_roster.Members, dialed, Now + most);

    private void Settle()
    {
        _drains.Settle(Now);
        if (_drains.NextDeadline() is { } next) Timers.StartSingleTimer(DrainTimer, Due.Instance, next > Now ? next - Now : TimeSpan.Zero);
        else Timers.Cancel(DrainTimer);
    }

    // A timer that is set too early, for one who has left since, does no harm.
    private void WatchQueue(DateTimeOffset deadline)
    {
        if (deadline >= _queueDue) return;
        _queueDue = deadline;
        Timers.StartSingleTimer(QueueTimer, Due.Instance, deadline > Now ? deadline - Now : TimeSpan.Zero);
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
        _limit.Configure(config.Capacity, _total);
        var backends = config.Discovery.Kind is DiscoveryKind.Transparent ? _asked.Backends.ToValueList() : _handle.BackendsOf(config);
        var before = _roster.Configure(Context, config, backends, Now);
        _drains.Follow(_handle.Orders, cause, by, Now);
        Log(_health.Configured(before, _roster.Members, config, cause, by, Now));
        _picks.Configure(config);
        Settle();
        _picks.Serve();
    }

    // Several timers say this, and each time all is looked at: that is seldom.
    private sealed class Due
    {
        public static readonly Due Instance = new();
    }

    private sealed class Quiet
    {
        public static readonly Quiet Instance = new();
    }
}
