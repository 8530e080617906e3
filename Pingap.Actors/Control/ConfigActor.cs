using Akka.Actor;
using Akka.Event;
using Pingap.Actors.Configuration;
using Pingap.Actors.Configuration.Reading;
using Pingap.Actors.Control.Sources;
using Pingap.Actors.Upstreams;

namespace Pingap.Actors.Control;

/// <summary>
/// Owns the configuration: reads it, has everything prepared that is new, switches in one step, and lets go of what is gone. Any
/// failure undoes the whole.
/// </summary>
/// <remarks>
/// (1) read and validate → (2) compare with what runs → (3) start groups, then listeners, certificates and routes → (4) switch →
/// (5) retire → (6) say so. The same numbers stand in docs/life-of-a-config-change.md.
/// </remarks>
public sealed class ConfigActor : UntypedActor, IWithTimers, IWithUnboundedStash
{
    private const string SettleTimer = "settle";
    private const string PollTimer = "poll";

    /// <summary>How long a source must be quiet after a change: editors write a file in several steps.</summary>
    public static readonly TimeSpan SettleTime = TimeSpan.FromMilliseconds(200);

    /// <summary>How often the source is read without a notification, which some file systems do not give.</summary>
    public static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(5);

    private readonly IConfigSource _source;
    private readonly IActorRef _upstreams;
    private readonly IApplyParticipant _participant;
    private readonly RunningConfig _running;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly CancellationTokenSource _stopping = new();
    private IDisposable? _watch;
    private IActorRef? _asker;
    private bool _isAsked;
    private ConfigReading? _reading;
    private VersionedConfig? _next;
    private ApplyPreparation.Ready? _ready;
    private ValueList<ConfigProblem> _reported = [];

    /// <summary>Made by <see cref="Props"/>.</summary>
    public ConfigActor(IConfigSource source, IActorRef upstreams, IApplyParticipant participant, RunningConfig running)
    {
        _source = source;
        _upstreams = upstreams;
        _participant = participant;
        _running = running;
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    /// <inheritdoc/>
    public IStash Stash { get; set; } = null!;

    /// <summary>One for an actor system.</summary>
    /// <param name="source">Where the configuration comes from.</param>
    /// <param name="upstreams">The supervisor of the groups.</param>
    /// <param name="participant">What else changes with it.</param>
    /// <param name="running">What runs; kept when the actor restarts.</param>
    public static Props Props(IConfigSource source, IActorRef upstreams, IApplyParticipant participant, RunningConfig running) =>
        Akka.Actor.Props.Create(() => new ConfigActor(source, upstreams, participant, running));

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

        Timers.StartPeriodicTimer(PollTimer, ReadAgain.Instance, PollInterval);
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
            case SourceChanged:
                Timers.StartSingleTimer(SettleTimer, ReadAgain.Instance, SettleTime);
                break;
            case ReadAgain:
                Read(asker: null, isAsked: false);
                break;
            case ConfigProtocol.Reload:
                Read(Sender.Equals(Context.System.DeadLetters) ? null : Sender, isAsked: true);
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
            case ConfigReading { Config: null } reading:
                Reject(ApplyRefusal.Invalid, reading.Problems);
                break;
            case ConfigReading reading:
                Compare(reading);
                break;
            case UpstreamsProtocol.Prepared prepared:
                _next = new VersionedConfig((_running.Current?.Version ?? 0) + 1, _reading!.Config!, _reading.Places, prepared.Handles);
                _participant.PrepareAsync(_next, _stopping.Token).PipeTo(Self);
                break;
            case ApplyPreparation.Refused refused:
                _upstreams.Tell(UpstreamsProtocol.Abort.Instance);
                Reject(refused.Reason, refused.Problems);
                break;
            case ApplyPreparation.Ready ready:
                _ready = ready;
                Switch();
                break;
            case Status.Failure failure:
                // Sources and participants turn expected trouble into values: this is a defect, and supervision starts afresh.
                throw new InvalidOperationException("the configuration could not be applied", failure.Cause);
            case ConfigProtocol.Reload or SourceChanged:
                Stash.Stash();
                break;
            case ReadAgain:
                break; // the next one comes soon enough
            default:
                Unhandled(message);
                break;
        }
    }

    private void Read(IActorRef? asker, bool isAsked)
    {
        _asker = asker;
        _isAsked = isAsked;
        Become(Applying);
        JudgeAsync(_stopping.Token).PipeTo(Self);
    }

    private async Task<ConfigReading> JudgeAsync(CancellationToken cancellation)
    {
        var texts = await _source.ReadAsync(cancellation).ConfigureAwait(false);
        var reading = ConfigReader.Read(texts.Documents, ConfigEnvironment.System);
        return texts.Problems.Count == 0 ? reading : reading with { Config = null, Problems = texts.Problems };
    }

    private void Compare(ConfigReading reading)
    {
        var current = _running.Current;
        if (current is not null && ConfigChanges.Between(current.Config, reading.Config!).IsEmpty)
        {
            _reported = [];
            if (_isAsked) _log.Info("{Source} says nothing new; version {Version} goes on running", _source.Name, current.Version);
            Finish(new ConfigProtocol.Unchanged(current.Version));
            return;
        }

        _reading = reading;
        _upstreams.Tell(new UpstreamsProtocol.Prepare(reading.Config!.Upstreams.Values.ToValueList()));
    }

    private void Switch()
    {
        var next = _next!;
        var changes = ConfigChanges.Between(_running.Current?.Config, next.Config);
        _ready!.Commit();
        _running.Current = next;
        _upstreams.Tell(new UpstreamsProtocol.Commit(next.Config.Basic.GracePeriod));
        _reported = [];
        Report(_reading!.Problems);
        _log.Info("configuration version {Version} applied from {Source}: {Changes}", next.Version, _source.Name, changes);
        Finish(new ConfigProtocol.Applied(next.Version, changes, _reading.Problems, null));
    }

    private void Reject(ApplyRefusal reason, ValueList<ConfigProblem> problems)
    {
        // At the start the asker says what is wrong. Later the source is read again and again: a broken one is reported once, until it
        // changes or somebody asks.
        if (_running.Current is { } current && (_isAsked || !_reported.Equals(problems)))
        {
            _reported = problems;
            Report(problems);
            _log.Error("the configuration was not applied; version {Version} goes on running", current.Version);
        }

        Finish(new ConfigProtocol.Rejected(reason, problems));
    }

    private void Report(ValueList<ConfigProblem> problems)
    {
        foreach (var problem in problems)
        {
            _log.Log(problem.Severity is ProblemSeverity.Error ? LogLevel.ErrorLevel : LogLevel.WarningLevel, null, "{Problem}", problem.ToLogLine());
        }
    }

    private void Finish(ConfigProtocol.ApplyReply reply)
    {
        _asker?.Tell(reply);
        _asker = null;
        _reading = null;
        _next = null;
        _ready = null;
        Become(OnReceive);
        Stash.UnstashAll();
    }

    private sealed class ReadAgain
    {
        public static readonly ReadAgain Instance = new();
    }

    private sealed class SourceChanged
    {
        public static readonly SourceChanged Instance = new();
    }
}
