using System.Diagnostics;
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
    private const string ProbationTimer = "probation";

    private readonly IConfigSource _source;
    private readonly RunningConfig _running;
    private readonly Proposals _proposals;
    private readonly ConfigQueries _queries;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly ApplySteps _steps;
    private readonly ConfigReports _reports;
    private SourceNews? _news;
    private IActorRef? _asker;
    private Proposal.Judged? _proposal;
    private object? _held;
    private InForce? _next;

    /// <summary>Made by <see cref="Props"/>.</summary>
    public ConfigActor(
        IConfigSource source, LastingHistory history, StartFrom startFrom, IActorRef upstreams, IApplyParticipant participant, RunningConfig running)
    {
        _source = source;
        _steps = new ApplySteps(Self, history, upstreams, participant, _log);
        _running = running;
        _reports = new ConfigReports(_log, source.Name);
        history.Failed = _reports.HistoryFailed;
        var judge = new ConfigJudge(ConfigEnvironment.System);
        _proposals = new Proposals(source, history, judge, startFrom);
        _queries = new ConfigQueries(source.Name, history, judge);
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
        _news = new SourceNews(_source, Self, Timers, Context.System.Scheduler);
        _news.Start(_log);
        // After a crash the history may hold a version that was never switched to, and nobody counts the time of one on probation.
        if (Now is not { } now) return;
        WatchProbation(now, atLeast: SourceNews.PollInterval); // what crashed may crash again
        Become(Applying);
        _held = new ConfigProtocol.Unchanged(now.Version.Number);
        _steps.Hold(now);
    }

    /// <inheritdoc/>
    protected override void PreRestart(Exception reason, object message)
    {
        // What was begun is taken down again; whoever asked gets an answer.
        _steps.Abort();
        _asker?.Tell(new Status.Failure(reason));
        base.PreRestart(reason, message);
    }

    /// <inheritdoc/>
    protected override void PostStop()
    {
        _news?.Dispose();
        _steps.Dispose();
    }

    /// <summary>Idle.</summary>
    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case SourceNews.Signal.Changed:
                _news!.Settle();
                break;
            case SourceNews.Signal.Poll when _news!.IsSettling:
                break;
            case SourceNews.Signal.Poll or SourceNews.Signal.Settled when Now is { Unconfirmed: null } now:
                Begin(null, _proposals.FollowAsync(now, new(ChangeCause.SourceChanged, _source.Name, ""), _steps.Stopping));
                break;
            case ConfigProtocol.IChange change:
                Begin(Sender, _proposals.AnswerAsync(change, Now, _steps.Stopping));
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
            case SourceNews.Signal.Poll or SourceNews.Signal.Settled or ProbationOver:
                break; // before the first, and as long as a version awaits confirmation, nothing is taken up by itself; nor is a version undone that runs no more
            case ApplySteps.StepEnded ended when !_steps.Owns(ended):
                break;
            case ConfigProtocol.MakePlan or ConfigProtocol.CompareVersions or ConfigProtocol.ListVersions when Now is { } now:
                _queries.AnswerAsync(message, now, _steps.Stopping).PipeTo(Sender);
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
            case ApplySteps.StepEnded ended:
                if (_steps.Owns(ended)) Proceed(ended.Outcome);
                break;
            case SourceNews.Signal.Poll:
                break; // the next one comes soon enough
            case ConfigProtocol.ICommand or SourceNews.Signal.Changed or SourceNews.Signal.Settled or ProbationOver:
                Stash.Stash();
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private void Proceed(object outcome)
    {
        switch (outcome)
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
                _steps.PrepareFront(_next.Applied);
                break;
            case ApplyPreparation.Refused refused:
                _steps.Abort();
                Reject(refused.Reason, refused.Problems);
                break;
            case ApplyPreparation.Ready ready:
                _steps.WriteDown(_next!, isNew: _proposal!.Known is null, ready);
                break;
            case ApplySteps.WrittenDown when _next is { } next:
                Switch(_proposal!, next);
                break;
            case ApplySteps.WrittenDown:
                Finish(_held!);
                break;
            case Status.Failure failure:
                // Sources and participants turn expected trouble into values: this is a defect, and supervision starts afresh.
                throw new InvalidOperationException("the configuration could not be applied", failure.Cause);
            default:
                throw new UnreachableException($"{outcome} ends no step of an apply");
        }
    }

    private void Begin(IActorRef? asker, Task<Proposal> proposal)
    {
        _asker = asker;
        Become(Applying);
        _steps.Choose(proposal);
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
        _steps.PrepareGroups(proposal.Reading.Config!, proposal.Known?.Number ?? _running.LastNumber + 1);
    }

    private void Switch(Proposal.Judged proposal, InForce next)
    {
        var changes = ConfigChanges.Between(Now?.Reading.Config ?? proposal.Before, next.Applied.Config);
        _steps.Commit(next.Applied.Config);
        _running.InForce = next;
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
        _steps.Hold(now);
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
        if (_proposal!.Origin.Cause is ChangeCause.NotConfirmed) Timers.StartSingleTimer(ProbationTimer, new ProbationOver(Now!.Version.Number), SourceNews.PollInterval);
        Finish(new ConfigProtocol.Rejected(reason, problems));
    }

    private void Finish(object reply)
    {
        _asker?.Tell(reply);
        _asker = null;
        _held = null;
        _proposal = null;
        _next = null;
        Become(OnReceive);
        Stash.UnstashAll();
    }

    private sealed record ProbationOver(long Version);
}
