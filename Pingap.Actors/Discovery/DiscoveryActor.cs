using Akka.Actor;
using Akka.Event;
using Pingap.Actors.Configuration;

namespace Pingap.Actors.Discovery;

/// <summary>Looks for the backends of one upstream, again and again and when something may have changed, and says what has.</summary>
internal sealed class DiscoveryActor : UntypedActor, IWithTimers
{
    private const string NextTimer = "next";
    private const string ChangedTimer = "changed";

    /// <summary>Changes come in bursts: a container that is replaced stops, dies, is destroyed, and another starts.</summary>
    private static readonly TimeSpan Burst = TimeSpan.FromMilliseconds(500);

    private readonly UpstreamName _upstream;
    private readonly DiscoveredBackends _found;
    private readonly IDiscovery _discovery;
    private readonly CancellationTokenSource _stopping = new();
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private IDisposable? _watch;
    private bool _saidCannotWatch;
    private bool _hasLooked;
    private bool _isLooking;
    private bool _mustLookAgain;
    private int _failures;

    public DiscoveryActor(UpstreamName upstream, DiscoveredBackends found, IDiscovery discovery) =>
        (_upstream, _found, _discovery) = (upstream, found, discovery);

    public ITimerScheduler Timers { get; set; } = null!;

    /// <summary>The discovery of an upstream.</summary>
    /// <param name="upstream">Its name.</param>
    /// <param name="found">Where to put what is found.</param>
    /// <param name="discoveries">Makes what looks.</param>
    public static Props Props(UpstreamName upstream, DiscoveredBackends found, IDiscoveries discoveries) =>
        Akka.Actor.Props.CreateBy(new Producer(upstream, found, discoveries));

    protected override void PreStart() => Look();

    // What has failed by a defect is likely to do so again: not at once.
    protected override void PostRestart(Exception reason) => Timers.StartSingleTimer(NextTimer, LookDue.Instance, RefreshRule.Soonest);

    protected override void PostStop()
    {
        _watch?.Dispose();
        _stopping.Cancel();
        _stopping.Dispose();
        _discovery.Dispose();
    }

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case LookDue:
                Look();
                break;
            case Changed:
                // Not put off by the next change: somebody who changes something all the time must not keep us from seeing anything.
                if (!Timers.IsTimerActive(ChangedTimer)) Timers.StartSingleTimer(ChangedTimer, LookDue.Instance, Burst);
                break;
            case DiscoveryReading reading:
                _isLooking = false;
                Take(reading);
                if (_mustLookAgain) Look();
                break;
            case Status.Failure failure:
                // A discovery turns trouble into a reading, so this is a defect: supervision restarts this actor and says so.
                throw new InvalidOperationException("the discovery failed", failure.Cause);
            default:
                Unhandled(message);
                break;
        }
    }

    private void Look()
    {
        _mustLookAgain = _isLooking;
        if (_isLooking) return;
        _isLooking = true;
        Timers.Cancel(NextTimer);
        Watch();
        _discovery.ReadAsync(_stopping.Token).PipeTo(Self, failure: failure => new Status.Failure(failure));
    }

    // Before every reading, so that nothing is missed between them; what could not be watched then may be watched now.
    private void Watch()
    {
        if (_watch is not null) return;
        var self = Self;
        try
        {
            _watch = _discovery.Watch(() => self.Tell(Changed.Instance, ActorRefs.NoSender));
        }
        catch (IOException unwatched)
        {
            if (!_saidCannotWatch) _log.Warning("changes of the backends of upstream {Upstream} are seen only when they are looked up again: {Reason}", _upstream, unwatched.Message);
            _saidCannotWatch = true;
        }
    }

    private void Take(DiscoveryReading reading)
    {
        var (before, now) = (_found.Now, _found.Now.After(reading));
        _found.Now = now;
        foreach (var entry in now.Entries) SayTrouble(entry, before.IsTroubled(entry.Entry));
        var isChanged = !before.Backends.Equals(now.Backends);
        if (isChanged) _log.Info("upstream {Upstream} has backends {Backends}", _upstream, string.Join(", ", now.Backends.Select(backend => backend.Address)));
        if (isChanged || !_hasLooked) Context.Parent.Tell(DiscoveryProtocol.BackendsFound.Instance);
        _hasLooked = true;

        var isTroubled = reading.Entries.Any(entry => entry.Status is not EntryStatus.Found);
        var interval = _found.Question.How.UpdateInterval;
        Timers.StartSingleTimer(
            NextTimer, LookDue.Instance, isTroubled ? RefreshRule.AfterTrouble(_failures, interval) : RefreshRule.AfterSuccess(reading.FreshFor, interval));
        _failures = isTroubled ? _failures + 1 : 0;
    }

    private void SayTrouble(DiscoveredEntry entry, bool wasTroubled)
    {
        if (entry.Trouble.Length > 0 == wasTroubled) return;
        if (wasTroubled)
        {
            _log.Warning("backends of upstream {Upstream} are found again for {Entry}", _upstream, entry.Entry);
            return;
        }

        _log.Warning(
            "backends of upstream {Upstream} for {Entry}: {Trouble}; it has {Kept}", _upstream, entry.Entry, entry.Trouble,
            entry.Backends.Count > 0 ? string.Join(", ", entry.Backends.Select(backend => backend.Address)) : "none");
    }

    private sealed class LookDue
    {
        public static readonly LookDue Instance = new();
    }

    private sealed class Changed
    {
        public static readonly Changed Instance = new();
    }

    // A restarted actor needs another discovery: the old one is disposed of.
    private sealed class Producer(UpstreamName upstream, DiscoveredBackends found, IDiscoveries discoveries) : IIndirectActorProducer
    {
        public Type ActorType => typeof(DiscoveryActor);

        public ActorBase Produce() => new DiscoveryActor(upstream, found, discoveries.Create(found.Question));

        public void Release(ActorBase actor)
        {
            // The actor lets go of its discovery when it stops.
        }
    }
}
