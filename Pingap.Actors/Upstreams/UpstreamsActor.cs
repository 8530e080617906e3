using System.Collections.Frozen;
using Akka.Actor;
using Akka.Event;
using Pingap.Actors.Backends;
using Pingap.Actors.Configuration;
using Pingap.Actors.Discovery;

namespace Pingap.Actors.Upstreams;

/// <summary>Supervises the groups of all upstreams: starts, keeps, replaces and retires them as the configuration asks.</summary>
public sealed class UpstreamsActor : UntypedActor, IWithTimers
{
    private const string FirstLookTimer = "first-look";

    /// <summary>How long a change waits for backends to be found; after that it goes on without, and requests are refused until there are some.</summary>
    private static readonly TimeSpan FirstLook = TimeSpan.FromSeconds(3);

    private readonly IHealthProbes _probes;
    private readonly UpstreamDiscoveries _discoveries;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly Dictionary<UpstreamName, UpstreamHandle> _running;
    private readonly Dictionary<IActorRef, UpstreamHandle> _leading = [];
    private ValueList<UpstreamConfig> _next = [];
    private long _nextVersion;
    private bool _isPrepared;
    private Dictionary<UpstreamName, UpstreamHandle> _started = [];
    private IActorRef? _preparing;
    private long _generation;

    /// <summary>Made by <see cref="Props"/>.</summary>
    public UpstreamsActor(IHealthProbes probes, IDiscoveries discoveries, Dictionary<UpstreamName, UpstreamHandle> running)
    {
        _probes = probes;
        _discoveries = new UpstreamDiscoveries(discoveries);
        _running = running;
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    /// <summary>One for an actor system.</summary>
    public static Props Props(IHealthProbes probes, IDiscoveries discoveries)
    {
        // Requests hold these handles, so they outlive a crash of the supervisor: its next life starts a group for each.
        var running = new Dictionary<UpstreamName, UpstreamHandle>();
        return Akka.Actor.Props.Create(() => new UpstreamsActor(probes, discoveries, running));
    }

    /// <inheritdoc/>
    protected override void PreStart()
    {
        foreach (var handle in _running.Values)
        {
            Start(handle);
            _discoveries.Start(Context, handle);
        }
    }

    /// <inheritdoc/>
    protected override void PreRestart(Exception reason, object message)
    {
        // Whoever prepares a configuration must not wait for ever.
        if (message is UpstreamsProtocol.Prepare) Sender.Tell(new Status.Failure(reason));
        else _preparing?.Tell(new Status.Failure(reason));
        base.PreRestart(reason, message);
    }

    /// <inheritdoc/>
    protected override SupervisorStrategy SupervisorStrategy() =>
        // Restarts without end: a group that is given up would take its upstream with it.
        new OneForOneStrategy(_ => Directive.Restart);

    /// <inheritdoc/>
    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case UpstreamsProtocol.Prepare prepare:
                Abort();
                Prepare(prepare);
                break;
            case UpstreamsProtocol.Commit commit:
                Commit(commit.Grace);
                break;
            case UpstreamsProtocol.ListHandles:
                var retiring = _leading.Values.Where(handle => !IsWanted(handle)).ToValueList();
                Sender.Tell(new UpstreamsProtocol.HandlesListed(_running.ToFrozenDictionary()) { Retiring = retiring });
                break;
            case UpstreamsProtocol.GiveOrder give:
                Sender.Tell(Order(give));
                break;
            case UpstreamsProtocol.Abort:
                Abort();
                break;
            case DiscoveryProtocol.BackendsFound:
                _discoveries.Heard(Sender)?.Group.Tell(UpstreamGroupProtocol.Rediscovered.Instance);
                if (_discoveries.HaveAllLooked) SayPrepared();
                break;
            case FirstLookOver:
                SayPrepared();
                break;
            case Terminated ended:
                if (_leading.Remove(ended.ActorRef, out var handle) && IsWanted(handle)) Replace(handle, ended.ActorRef);
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private void Prepare(UpstreamsProtocol.Prepare prepare)
    {
        var upstreams = prepare.Upstreams;
        (_next, _nextVersion, _isPrepared) = (upstreams, prepare.Version, true);
        foreach (var upstream in upstreams.Where(u => !_running.ContainsKey(u.Name)))
        {
            var handle = new UpstreamHandle(upstream, prepare.Version);
            _started.Add(upstream.Name, handle);
            Start(handle);
        }

        foreach (var upstream in upstreams) _discoveries.Prepare(Context, HandleOf(upstream.Name), upstream);
        _preparing = Sender;
        if (_discoveries.HaveAllLooked) SayPrepared();
        else Timers.StartSingleTimer(FirstLookTimer, FirstLookOver.Instance, FirstLook);
    }

    private void SayPrepared()
    {
        Timers.Cancel(FirstLookTimer);
        _preparing?.Tell(new UpstreamsProtocol.Prepared(_next.ToFrozenDictionary(upstream => upstream.Name, upstream => HandleOf(upstream.Name))));
        _preparing = null;
    }

    private UpstreamHandle HandleOf(UpstreamName name) => _running.GetValueOrDefault(name) ?? _started[name];

    private void Commit(TimeSpan grace)
    {
        // A life of this actor that has prepared nothing would retire all there is.
        if (!_isPrepared)
        {
            _log.Error("a configuration was committed that is not prepared here; the groups go on as they are until the next change");
            return;
        }

        _isPrepared = false;
        foreach (var (name, handle) in _started) _running.Add(name, handle);
        _started = [];
        _discoveries.Commit(Context, _next);
        foreach (var upstream in _next) ForgetOrders(_running[upstream.Name], upstream);
        foreach (var upstream in _next.Where(u => _running[u.Name].Config != u)) Reconfigure(_running[upstream.Name], new(_nextVersion, upstream));
        var wanted = _next.Select(u => u.Name).ToHashSet();
        foreach (var gone in _running.Values.Where(h => !wanted.Contains(h.Config.Name)).ToList())
        {
            _running.Remove(gone.Config.Name);
            gone.Group.Tell(new UpstreamGroupProtocol.Retire(grace));
        }
    }

    private void Abort()
    {
        Timers.Cancel(FirstLookTimer);
        _preparing = null;
        _isPrepared = false;
        _discoveries.Abort(Context);
        foreach (var handle in _started.Values)
        {
            _leading.Remove(handle.Group);
            Context.Stop(handle.Group);
        }

        _started = [];
    }

    // What is discovered, or named by requests, comes and goes by itself, and must not come back in service by that.
    private static void ForgetOrders(UpstreamHandle handle, UpstreamConfig config)
    {
        if (config.Discovery.Kind is DiscoveryKind.Static) handle.Orders = handle.Orders.Of(config.Backends.Select(backend => backend.Address).ToHashSet());
    }

    private object Order(UpstreamsProtocol.GiveOrder give)
    {
        if (!_running.TryGetValue(give.Upstream, out var handle))
            return new UpstreamsProtocol.NobodyToOrder(true, _running.Keys.Select(name => name.Value).ToValueList());
        BackendAddress? backend = null;
        if (give.Backend is { } text)
        {
            var known = handle.BackendsOf(handle.Config).Select(each => each.Address).Union(handle.Orders.Backends).Union(handle.Reached).ToList();
            var at = known.FindIndex(address => address.ToString().Equals(text, StringComparison.OrdinalIgnoreCase));
            if (at < 0) return new UpstreamsProtocol.NobodyToOrder(false, known.Select(address => address.ToString()).ToValueList());
            backend = known[at];
        }

        var order = give.What;
        handle.Orders = handle.Orders.With(order, backend, Context.System.Scheduler.Now);
        if (order.Kind is OrderKind.Weigh)
            _log.Warning("backend {Backend} of upstream {Upstream}: {Cause}, {Evidence}", backend, handle.Config.Name, order.Cause, order.Evidence);
        handle.Group.Tell(new UpstreamGroupProtocol.Reorder(order.Cause, order.Evidence));
        return new UpstreamsProtocol.OrderGiven(handle);
    }

    private static void Reconfigure(UpstreamHandle handle, UpstreamVersion version)
    {
        handle.Take(version);
        handle.Group.Tell(UpstreamGroupProtocol.Reconfigure.Instance);
    }

    private void Replace(UpstreamHandle handle, IActorRef ended)
    {
        _log.Warning("group of upstream {Upstream} ended ({Actor}); another takes its place", handle.Config.Name, ended.Path.Name);
        Start(handle);
    }

    private bool IsWanted(UpstreamHandle handle) =>
        _started.ContainsValue(handle) || (_running.TryGetValue(handle.Config.Name, out var running) && running == handle);

    private void Start(UpstreamHandle handle)
    {
        var name = $"{Uri.EscapeDataString(handle.Config.Name.Value)}~{++_generation}";
        var group = Context.Watch(Context.ActorOf(UpstreamGroupActor.Props(handle, _probes), name));
        _leading.Add(group, handle);
        handle.Lead(group);
    }

    private sealed class FirstLookOver
    {
        public static readonly FirstLookOver Instance = new();
    }
}
