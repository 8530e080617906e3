using Akka.Actor;
using Akka.Event;
using Pingap.Actors.Configuration;
using Pingap.Actors.Configuration.Comparing;
using Pingap.Actors.Configuration.Reading;
using Pingap.Actors.Control.History;
using Pingap.Actors.Control.Sources;
using Pingap.Actors.Upstreams;

namespace Pingap.Actors.Control;

/// <summary>
/// Owns the configuration: reads it, has everything prepared that is new, switches in one step, lets go of what is gone, and remembers every version. Any
/// failure undoes the whole.
/// </summary>
/// <remarks>
/// (1) read and validate → (2) compare with what runs → (3) start groups, then listeners, certificates and routes → (4) write it down and switch →
/// (5) retire → (6) say so. The same numbers stand in docs/life-of-a-config-change.md.
/// </remarks>
public sealed class ConfigActor : UntypedActor, IWithTimers, IWithUnboundedStash
{
    private const string SettleTimer = "settle";
    private const string PollTimer = "poll";
    private const string TrialTimer = "trial";

    /// <summary>How long a source must be quiet after a change: editors write a file in several steps.</summary>
    public static readonly TimeSpan SettleTime = TimeSpan.FromMilliseconds(200);

    /// <summary>How often the source is read without a notification, which some file systems do not give.</summary>
    public static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(5);

    private readonly IConfigSource _source;
    private readonly LastingHistory _history;
    private readonly IActorRef _upstreams;
    private readonly IApplyParticipant _participant;
    private readonly RunningConfig _running;
    private readonly Drafting _drafting;
    private readonly ConfigQueries _queries;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConfigReports _reports;
    private IDisposable? _watch;
    private IActorRef? _asker;
    private Draft.Written? _draft;
    private InForce? _next;
    private ApplyPreparation.Ready? _ready;

    /// <summary>Made by <see cref="Props"/>.</summary>
    public ConfigActor(
        IConfigSource source, IConfigHistory history, StartFrom startFrom, IActorRef upstreams, IApplyParticipant participant, RunningConfig running)
    {
        _source = source;
        _history = new LastingHistory(history, broken => _log.Error("the history of the configuration is not kept on disk: {Reason}", broken.Message));
        _upstreams = upstreams;
        _participant = participant;
        _running = running;
        _reports = new ConfigReports(_log, source.Name);
        var judge = new ConfigJudge(ConfigEnvironment.System);
        _drafting = new Drafting(source, _history, judge, startFrom);
        _queries = new ConfigQueries(source.Name, _history, judge);
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    /// <inheritdoc/>
    public IStash Stash { get; set; } = null!;

    /// <summary>One for an actor system.</summary>
    /// <param name="source">Where the configuration comes from.</param>
    /// <param name="history">Where its versions are kept.</param>
    /// <param name="startFrom">What to begin with when the source has errors.</param>
    /// <param name="upstreams">The supervisor of the groups.</param>
    /// <param name="participant">What else changes with it.</param>
    /// <param name="running">What runs; kept when the actor restarts.</param>
    public static Props Props(
        IConfigSource source, IConfigHistory history, StartFrom startFrom, IActorRef upstreams, IApplyParticipant participant, RunningConfig running) =>
        Akka.Actor.Props.Create(() => new ConfigActor(source, history, startFrom, upstreams, participant, running));

    private InForce? Now => _running.InForce;

    /// <inheritdoc/>
    protected override void PreStart()
    {
        var self = Self;
        try
        {
            _watch = _source.Watch(() => self.Tell(SourceChanged.Instance));
        }
        catch (IOException none)
        {
            _log.Warning("changes of {Source} are noticed only every {Interval}: {Reason}", _source.Name, PollInterval, none.Message);
        }

        Timers.StartPeriodicTimer(PollTimer, Poll.Instance, PollInterval);
        // After a crash the history may hold a version that was never switched to, and the clock of a trial stands still.
        if (Now is not { } now) return;
        StartTrial(now);
        Become(Applying);
        _history.HoldAsync(now.Standing, _stopping.Token).PipeTo(Self, success: () => Held.Instance);
    }

    /// <inheritdoc/>
    protected override void PreRestart(Exception reason, object message)
    {
        // What was begun is taken down again; whoever asked gets an answer.
        _upstreams.Tell(UpstreamsProtocol.Abort.Instance);
        _ready?.Undo().AsTask().ContinueWith(
            undone => _log.Error(undone.Exception, "undoing a prepared configuration failed"), TaskContinuationOptions.OnlyOnFaulted);
        _asker?.Tell(new Status.Failure(reason));
        base.PreRestart(reason, message);
    }

    /// <inheritdoc/>
    protected override void PostStop()
    {
        _watch?.Dispose();
        _stopping.Cancel();
        _stopping.Dispose();
        _history.Dispose();
    }

    /// <summary>Idle.</summary>
    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case SourceChanged:
                Timers.StartSingleTimer(SettleTimer, ReadAgain.Instance, SettleTime);
                break;
            case Poll when Timers.IsTimerActive(SettleTimer):
                break; // somebody is writing: half of a text may be valid
            case ReadAgain or Poll when Now is { Trial: null } now:
                Begin(null, _drafting.FollowAsync(now, new(ChangeCause.SourceChanged, _source.Name, ""), _stopping.Token));
                break;
            case ReadAgain or Poll:
                break; // before the first, and as long as a version awaits confirmation, nothing is taken up by itself
            case ConfigProtocol.Reload when Now is null:
                Begin(Sender, _drafting.StartAsync(_stopping.Token));
                break;
            case ConfigProtocol.Reload or ConfigProtocol.Apply when Now is { Awaited: { } awaited }:
                Begin(Sender, Task.FromResult<Draft>(Drafting.Refuse(awaited)));
                break;
            case ConfigProtocol.Reload reload when Now is { } now:
                Begin(Sender, _drafting.FollowAsync(now, new(ChangeCause.Reload, _source.Name, reload.By), _stopping.Token));
                break;
            case ConfigProtocol.Apply apply when Now is { } now:
                Begin(Sender, _drafting.ApplyAsync(now, apply, _stopping.Token));
                break;
            case ConfigProtocol.Rollback rollback when Now is { } now:
                Begin(Sender, _drafting.RollbackAsync(now, rollback, _stopping.Token));
                break;
            case ConfigProtocol.Confirm confirm when Now is { } now:
                Confirm(now, confirm);
                break;
            case TrialOver over when Now is { Trial: { } trial } now && now.Version.Number == over.Version:
                _log.Error("version {Version} was not confirmed in time; version {Earlier} comes back", now.Version.Number, trial.Otherwise.Version.Number);
                Begin(null, Task.FromResult(Drafting.Revert(now, trial)));
                break;
            case TrialOver:
                break; // of a version that runs no more
            case ConfigProtocol.Plan or ConfigProtocol.Compare or ConfigProtocol.ListVersions when Now is { } now:
                _queries.AnswerAsync(message, now, _stopping.Token).PipeTo(Sender);
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private void Applying(object message)
    {
        switch (message)
        {
            case Draft.Refused refused:
                Refuse(refused);
                break;
            case Draft.SourceLost lost:
                _reports.Lost(lost.Problems, _running.Current!.Version);
                Finish(new ConfigProtocol.Rejected(ApplyRefusal.Unreachable, lost.Problems));
                break;
            case Draft.Written { Reading.Config: null } draft:
                _reports.Back(draft.Origin);
                Reject(draft, ApplyRefusal.Invalid, draft.Reading.Problems);
                break;
            case Draft.Written draft:
                _reports.Back(draft.Origin);
                Compare(draft);
                break;
            case UpstreamsProtocol.Prepared prepared:
                Prepare(prepared);
                break;
            case ApplyPreparation.Refused refused:
                _upstreams.Tell(UpstreamsProtocol.Abort.Instance);
                Reject(_draft!, refused.Reason, refused.Problems);
                break;
            case ApplyPreparation.Ready ready:
                _ready = ready;
                WriteDown().PipeTo(Self, success: () => WrittenDown.Instance);
                break;
            case WrittenDown:
                Switch();
                break;
            case Held:
                Finish(new ConfigProtocol.Unchanged(Now!.Version.Number));
                break;
            case Status.Failure failure:
                // Sources and participants turn expected trouble into values: this is a defect, and supervision starts afresh.
                throw new InvalidOperationException("the configuration could not be applied", failure.Cause);
            case Poll:
                break; // the next one comes soon enough
            case ConfigProtocol.ICommand or SourceChanged or ReadAgain or TrialOver:
                Stash.Stash();
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private void Begin(IActorRef? asker, Task<Draft> draft)
    {
        _asker = asker;
        Become(Applying);
        draft.PipeTo(Self);
    }

    private void Compare(Draft.Written draft)
    {
        foreach (var notice in draft.Notices) _log.Warning("{Notice}", notice);
        if (Now is { } now && ConfigChanges.Between(now.Reading.Config, draft.Reading.Config!).IsEmpty)
        {
            _reports.Fine();
            if (_asker is not null) _log.Info("{Source} says nothing new; version {Version} goes on running", draft.Origin.From, now.Version.Number);
            Hold(now with { SourceSeen = draft.SourceSeen });
            return;
        }

        _draft = draft;
        _running.LastNumber = Math.Max(_running.LastNumber, draft.LastNumber);
        _upstreams.Tell(new UpstreamsProtocol.Prepare(draft.Reading.Config!.Upstreams.Values.ToValueList()));
    }

    // The same text may be another's now: the source's, after it was handed over by hand.
    private void Hold(InForce now)
    {
        if (now.Standing == Now!.Standing)
        {
            Finish(new ConfigProtocol.Unchanged(now.Version.Number));
            return;
        }

        _running.InForce = now;
        _history.HoldAsync(now.Standing, _stopping.Token).PipeTo(Self, success: () => Held.Instance);
    }

    private void Prepare(UpstreamsProtocol.Prepared prepared)
    {
        var draft = _draft!;
        var at = Context.System.Scheduler.Now;
        var number = draft.Known?.Number ?? _running.LastNumber + 1;
        var version = draft.Known ?? new ConfigVersion(
            number, at, draft.Origin, ConfigChanges.Between(Now?.Reading.Config, draft.Reading.Config!).ToString(), draft.Documents);
        var trial = draft.ConfirmWithin is { } within ? new Trial(at + within, Now!.Trial?.Otherwise ?? Now) : null;
        var applied = new VersionedConfig(number, draft.Reading.Config!, draft.Reading.Places, prepared.Handles);
        _next = new InForce(version, draft.Reading, applied, draft.SourceSeen, trial);
        _participant.PrepareAsync(applied, _stopping.Token).PipeTo(Self);
    }

    // Before the switch: a proxy that is killed between the two begins with what was about to run. A version that is known already only has to hold.
    private Task WriteDown() => _draft!.Known is null
        ? _history.AddAsync(_next!.Version, _next.Standing, _stopping.Token)
        : _history.HoldAsync(_next!.Standing, _stopping.Token);

    private void Switch()
    {
        var (draft, next) = (_draft!, _next!);
        var changes = ConfigChanges.Between(Now?.Reading.Config, draft.Reading.Config!);
        _ready!.Commit();
        _running.InForce = next;
        _running.LastNumber = Math.Max(_running.LastNumber, next.Version.Number);
        _upstreams.Tell(new UpstreamsProtocol.Commit(draft.Reading.Config!.Basic.GracePeriod));
        _reports.Applied(next.Version.Number, draft.Origin, changes, draft.Reading.Problems);
        StartTrial(next);
        Finish(new ConfigProtocol.Applied(next.Version.Number, changes, draft.Reading.Problems, next.Awaited));
    }

    private void StartTrial(InForce now)
    {
        if (now.Trial is not { } trial)
        {
            Timers.Cancel(TrialTimer);
            return;
        }

        var left = trial.Until - Context.System.Scheduler.Now;
        Timers.StartSingleTimer(TrialTimer, new TrialOver(now.Version.Number), left > TimeSpan.Zero ? left : TimeSpan.Zero);
        _log.Warning("version {Version} awaits confirmation until {Until:u}; otherwise version {Earlier} comes back", now.Version.Number, trial.Until, trial.Otherwise.Version.Number);
    }

    private void Confirm(InForce now, ConfigProtocol.Confirm confirm)
    {
        _asker = Sender;
        Become(Applying);
        if (now.Trial is not null) _log.Info("version {Version} is confirmed by {By}", now.Version.Number, confirm.By);
        _asker.Tell(new ConfigProtocol.Confirmed(now.Version.Number, now.Trial is not null));
        _asker = null;
        Timers.Cancel(TrialTimer);
        Hold(now with { Trial = null });
    }

    private void Refuse(Draft.Refused refused)
    {
        if (Now is not null) _reports.Refused(refused.Problems);
        Finish(new ConfigProtocol.Rejected(refused.Reason, refused.Problems));
    }

    private void Reject(Draft.Written draft, ApplyRefusal reason, ValueList<ConfigProblem> problems)
    {
        // At the start the asker says what is wrong.
        if (Now is { } now) _reports.Rejected(problems, now.Version.Number, isAsked: _asker is not null);
        // A version that nobody confirmed must go, even if what keeps the one before from coming back has to go first.
        if (draft.Origin.Cause is ChangeCause.NotConfirmed) Timers.StartSingleTimer(TrialTimer, new TrialOver(Now!.Version.Number), PollInterval);
        Finish(new ConfigProtocol.Rejected(reason, problems));
    }

    private void Finish(ConfigProtocol.ApplyReply reply)
    {
        _asker?.Tell(reply);
        _asker = null;
        _draft = null;
        _next = null;
        _ready = null;
        Become(OnReceive);
        Stash.UnstashAll();
    }

    private sealed record TrialOver(long Version);

    private sealed class Poll
    {
        public static readonly Poll Instance = new();
    }

    private sealed class ReadAgain
    {
        public static readonly ReadAgain Instance = new();
    }

    private sealed class SourceChanged
    {
        public static readonly SourceChanged Instance = new();
    }

    private sealed class WrittenDown
    {
        public static readonly WrittenDown Instance = new();
    }

    private sealed class Held
    {
        public static readonly Held Instance = new();
    }
}
