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
    private const string ProbationTimer = "probation";

    /// <summary>How long a source must be quiet after a change: editors write a file in several steps.</summary>
    public static readonly TimeSpan SettleTime = TimeSpan.FromMilliseconds(200);

    /// <summary>How often the source is read without a notification, which some file systems do not give.</summary>
    public static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan LongestSettleTime = TimeSpan.FromSeconds(2);

    private readonly IConfigSource _source;
    private readonly LastingHistory _history;
    private readonly IActorRef _upstreams;
    private readonly IApplyParticipant _participant;
    private readonly RunningConfig _running;
    private readonly Proposals _proposals;
    private readonly ConfigQueries _queries;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConfigReports _reports;
    private IDisposable? _watch;
    private IActorRef? _asker;
    private Proposal.Judged? _proposal;
    private object? _held;
    private InForce? _next;
    private DateTimeOffset _unsettledSince;
    private ApplyPreparation.Ready? _ready;

    /// <summary>Made by <see cref="Props"/>.</summary>
    public ConfigActor(
        IConfigSource source, LastingHistory history, StartFrom startFrom, IActorRef upstreams, IApplyParticipant participant, RunningConfig running)
    {
        _source = source;
        _history = history;
        _history.Failed = broken => _log.Error("the history of the configuration is not kept on disk: {Reason}", broken.Message);
        _upstreams = upstreams;
        _participant = participant;
        _running = running;
        _reports = new ConfigReports(_log, source.Name);
        var judge = new ConfigJudge(ConfigEnvironment.System);
        _proposals = new Proposals(source, _history, judge, startFrom);
        _queries = new ConfigQueries(source.Name, _history, judge);
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    /// <inheritdoc/>
    public IStash Stash { get; set; } = null!;

    /// <summary>One for an actor system; <paramref name="running"/> says what runs, and is kept when the actor restarts.</summary>
    public static Props Props(
        IConfigSource source, IConfigHistory history, StartFrom startFrom, IActorRef upstreams, IApplyParticipant participant, RunningConfig running)
    {
        // What its store did not take must not be forgotten in a crash.
        var lasting = new LastingHistory(history);
        return Akka.Actor.Props.Create(() => new ConfigActor(source, lasting, startFrom, upstreams, participant, running));
    }

    private InForce? Now => _running.InForce;

    /// <inheritdoc/>
    protected override void PreStart()
    {
        var self = Self;
        try
        {
            _watch = _source.Watch(() => self.Tell(Signal.SourceChanged));
        }
        catch (IOException none)
        {
            _log.Warning("changes of {Source} are noticed only every {Interval}: {Reason}", _source.Name, PollInterval, none.Message);
        }

        Timers.StartPeriodicTimer(PollTimer, Signal.Poll, PollInterval);
        // After a crash the history may hold a version that was never switched to, and nobody counts the time of one on probation.
        if (Now is not { } now) return;
        WatchProbation(now, atLeast: PollInterval); // what crashed may crash again
        Become(Applying);
        _held = new ConfigProtocol.Unchanged(now.Version.Number);
        WriteDown(now, isNew: false);
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
    }

    /// <summary>Idle.</summary>
    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Signal.SourceChanged:
                Settle(Context.System.Scheduler.Now);
                break;
            case Signal.Poll when Timers.IsTimerActive(SettleTimer):
                break; // somebody is writing: half of a text may be valid
            case Signal.Poll or Signal.ReadAgain when Now is { Unconfirmed: null } now:
                Begin(null, _proposals.FollowAsync(now, new(ChangeCause.SourceChanged, _source.Name, ""), _stopping.Token));
                break;
            case ConfigProtocol.IChange change:
                Begin(Sender, _proposals.AnswerAsync(change, Now, _stopping.Token));
                break;
            case ConfigProtocol.Confirm { Version: { } meant } when Now is { } now && now.Version.Number != meant:
                Sender.Tell(new ConfigProtocol.Rejected(ApplyRefusal.UnknownVersion, Proposals.NotInForce(meant, now.Version.Number)));
                break;
            case ConfigProtocol.Confirm confirm when Now is { } now:
                Confirm(now, confirm.By);
                break;
            case ProbationOver over when Now is { Unconfirmed: { } probation } now && now.Version.Number == over.Version:
                _reports.NotConfirmed(now, probation);
                Begin(null, Task.FromResult(Proposals.Revert(now, probation)));
                break;
            case Signal.Poll or Signal.ReadAgain or ProbationOver:
                break; // before the first, and as long as a version awaits confirmation, nothing is taken up by itself; nor is a version undone that runs no more
            case ConfigProtocol.MakePlan or ConfigProtocol.CompareVersions or ConfigProtocol.ListVersions when Now is { } now:
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
            case Proposal.Declined declined:
                if (Now is not null) _reports.Declined(declined.Problems);
                Finish(new ConfigProtocol.Rejected(declined.Reason, declined.Problems));
                break;
            case Proposal.SourceLost lost:
                _reports.Lost(lost.Problems, Now!.Version.Number);
                Finish(new ConfigProtocol.Rejected(ApplyRefusal.Unreachable, lost.Problems));
                break;
            case Proposal.Judged proposal:
                _reports.Back(proposal.Origin);
                _proposal = proposal;
                if (proposal.Reading.Config is null) Reject(ApplyRefusal.Invalid, proposal.Reading.Problems);
                else Compare(proposal);
                break;
            case UpstreamsProtocol.Prepared prepared:
                _next = InForce.Of(_proposal!, Now, _running.LastNumber + 1, Context.System.Scheduler.Now, prepared.Handles);
                _running.LastNumber = Math.Max(_running.LastNumber, _next.Version.Number);
                _participant.PrepareAsync(_next.Applied, _stopping.Token).PipeTo(Self);
                break;
            case ApplyPreparation.Refused refused:
                _upstreams.Tell(UpstreamsProtocol.Abort.Instance);
                Reject(refused.Reason, refused.Problems);
                break;
            case ApplyPreparation.Ready ready:
                _ready = ready;
                // Before the switch: a proxy that is killed between the two begins with what was about to run.
                WriteDown(_next!, isNew: _proposal!.Known is null);
                break;
            case Signal.WrittenDown when _next is { } next:
                Switch(_proposal!, next);
                break;
            case Signal.WrittenDown:
                Finish(_held!);
                break;
            case Status.Failure failure:
                // Sources and participants turn expected trouble into values: this is a defect, and supervision starts afresh.
                throw new InvalidOperationException("the configuration could not be applied", failure.Cause);
            case Signal.Poll:
                break; // the next one comes soon enough
            case ConfigProtocol.ICommand or Signal.SourceChanged or Signal.ReadAgain or ProbationOver:
                Stash.Stash();
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    // A file that somebody writes all the time must not keep its changes from being seen for ever.
    private void Settle(DateTimeOffset now)
    {
        if (!Timers.IsTimerActive(SettleTimer)) _unsettledSince = now;
        if (now - _unsettledSince < LongestSettleTime) Timers.StartSingleTimer(SettleTimer, Signal.ReadAgain, SettleTime);
    }

    private void Begin(IActorRef? asker, Task<Proposal> proposal)
    {
        _asker = asker;
        Become(Applying);
        proposal.PipeTo(Self);
    }

    private void Compare(Proposal.Judged proposal)
    {
        _reports.Chosen(proposal.Notices);
        if (Now is { } now && ConfigChanges.Between(now.Reading.Config, proposal.Reading.Config!).IsEmpty)
        {
            _reports.Same(proposal.Origin, now.Version.Number, isAsked: _asker is not null);
            // The same configuration may be the source's now, after it was handed over by hand; and whoever goes back to what runs wants it to stay.
            var isDecided = proposal.Origin.Cause is ChangeCause.NotConfirmed || (proposal.Origin.Cause is ChangeCause.RolledBack && proposal.ConfirmWithin is null);
            var same = now with { SourceSeen = proposal.SourceSeen, FollowsSource = proposal.FollowsSource, Distrusted = proposal.Distrusted };
            Hold(isDecided ? same with { Unconfirmed = null } : same, new ConfigProtocol.Unchanged(now.Version.Number));
            return;
        }

        _running.LastNumber = Math.Max(_running.LastNumber, proposal.LastNumber);
        _upstreams.Tell(new UpstreamsProtocol.Prepare(proposal.Reading.Config!.Upstreams.Values.ToValueList()));
    }

    private void Switch(Proposal.Judged proposal, InForce next)
    {
        var changes = ConfigChanges.Between(Now?.Reading.Config ?? proposal.Before, next.Applied.Config);
        var ready = _ready!;
        _ready = null; // from here on there is nothing to undo
        ready.Commit();
        _running.InForce = next;
        _upstreams.Tell(new UpstreamsProtocol.Commit(next.Applied.Config.Basic.GracePeriod));
        _reports.Applied(next.Version.Number, proposal.Origin, changes, proposal.Reading.Problems);
        WatchProbation(next, TimeSpan.Zero);
        Finish(new ConfigProtocol.Applied(next.Version.Number, changes, proposal.Reading.Problems, next.Awaited));
    }

    /// <summary>The same runs on, but the next start must know something else of it.</summary>
    private void Hold(InForce now, object reply)
    {
        if (now.Standing == Now!.Standing)
        {
            Finish(reply);
            return;
        }

        _held = reply;
        _running.InForce = now;
        WriteDown(now, isNew: false);
    }

    private void WriteDown(InForce now, bool isNew)
    {
        var writing = isNew ? _history.AddAsync(now.Version, now.Standing, _stopping.Token) : _history.HoldAsync(now.Standing, _stopping.Token);
        writing.PipeTo(Self, success: () => Signal.WrittenDown);
    }

    private void Confirm(InForce now, string by)
    {
        _asker = Sender;
        Become(Applying);
        if (now.Unconfirmed is not null) _reports.Confirmed(now.Version.Number, by);
        Timers.Cancel(ProbationTimer);
        Hold(now with { Unconfirmed = null }, new ConfigProtocol.Confirmed(now.Version.Number, now.Unconfirmed is not null));
    }

    private void WatchProbation(InForce now, TimeSpan atLeast)
    {
        Timers.Cancel(ProbationTimer);
        if (now.Unconfirmed is not { } probation) return;
        var left = probation.LeftAt(Context.System.Scheduler.Now);
        Timers.StartSingleTimer(ProbationTimer, new ProbationOver(now.Version.Number), left > atLeast ? left : atLeast);
        _reports.Awaits(now, probation);
    }

    private void Reject(ApplyRefusal reason, ValueList<ConfigProblem> problems)
    {
        // At the start the asker says what is wrong.
        if (Now is { } now) _reports.Rejected(problems, now.Version.Number, isAsked: _asker is not null);
        // A version that nobody confirmed must go, even if what keeps the one before from coming back has to go first.
        if (_proposal!.Origin.Cause is ChangeCause.NotConfirmed) Timers.StartSingleTimer(ProbationTimer, new ProbationOver(Now!.Version.Number), PollInterval);
        Finish(new ConfigProtocol.Rejected(reason, problems));
    }

    private void Finish(object reply)
    {
        _asker?.Tell(reply);
        _asker = null;
        _held = null;
        _proposal = null;
        _next = null;
        _ready = null;
        Become(OnReceive);
        Stash.UnstashAll();
    }

    private sealed record ProbationOver(long Version);

    private enum Signal
    {
        SourceChanged,
        ReadAgain,
        Poll,
        WrittenDown,
    }
}
