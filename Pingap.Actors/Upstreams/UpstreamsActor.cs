using System.Collections.Frozen;
using Akka.Actor;
using Akka.Event;
using Pingap.Actors.Backends;
using Pingap.Actors.Configuration;

namespace Pingap.Actors.Upstreams;

/// <summary>Supervises the groups of all upstreams: starts, keeps, replaces and retires them as the configuration asks.</summary>
public sealed class UpstreamsActor : UntypedActor
{
    private readonly IHealthProbes _probes;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly Dictionary<UpstreamName, UpstreamHandle> _running;
    private readonly Dictionary<IActorRef, UpstreamHandle> _leading = [];
    private ValueList<UpstreamConfig> _next = [];
    private long _nextVersion;
    private List<UpstreamHandle> _started = [];
    private long _generation;

    /// <summary>Made by <see cref="Props"/>.</summary>
    public UpstreamsActor(IHealthProbes probes, Dictionary<UpstreamName, UpstreamHandle> running)
    {
        _probes = probes;
        _running = running;
    }

    /// <summary>One for an actor system.</summary>
    public static Props Props(IHealthProbes probes)
    {
        // Requests hold these handles, so they outlive a crash of the supervisor: its next life starts a group for each.
        var running = new Dictionary<UpstreamName, UpstreamHandle>();
        return Akka.Actor.Props.Create(() => new UpstreamsActor(probes, running));
    }

    /// <inheritdoc/>
    protected override void PreStart()
    {
        foreach (var handle in _running.Values) Start(handle);
    }

    /// <inheritdoc/>
    protected override void PreRestart(Exception reason, object message)
    {
        // Whoever prepares a configuration must not wait for ever.
        if (message is UpstreamsProtocol.Prepare) Sender.Tell(new Status.Failure(reason));
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
                Sender.Tell(new UpstreamsProtocol.HandlesListed(_running.ToFrozenDictionary()));
                break;
            case UpstreamsProtocol.Abort:
                Abort();
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
        (_next, _nextVersion) = (upstreams, prepare.Version);
        foreach (var upstream in upstreams.Where(u => !_running.ContainsKey(u.Name)))
        {
            var handle = new UpstreamHandle(upstream, prepare.Version);
            _started.Add(handle);
            Start(handle);
        }

        var handles = _started.ToDictionary(h => h.Config.Name);
        foreach (var upstream in upstreams) handles.TryAdd(upstream.Name, _running.GetValueOrDefault(upstream.Name)!);
        Sender.Tell(new UpstreamsProtocol.Prepared(handles.ToFrozenDictionary()));
    }

    private void Commit(TimeSpan grace)
    {
        foreach (var handle in _started) _running.Add(handle.Config.Name, handle);
        _started = [];
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
        foreach (var handle in _started)
        {
            _leading.Remove(handle.Group);
            Context.Stop(handle.Group);
        }

        _started = [];
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
        _started.Contains(handle) || (_running.TryGetValue(handle.Config.Name, out var running) && running == handle);

    private void Start(UpstreamHandle handle)
    {
        var name = $"{Uri.EscapeDataString(handle.Config.Name.Value)}~{++_generation}";
        var group = Context.Watch(Context.ActorOf(UpstreamGroupActor.Props(handle, _probes), name));
        _leading.Add(group, handle);
        handle.Lead(group);
    }
}
