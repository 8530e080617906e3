using Akka.Actor;
using Pingap.Actors.Configuration;
using Pingap.Actors.Discovery;

namespace Pingap.Actors.Upstreams;

/// <summary>
/// The discoveries of all upstreams, children of the groups' supervisor. A question that stays the same keeps its discovery; a new one is asked while
/// the change is prepared, beside the old one, and takes its place when that is committed.
/// </summary>
internal sealed class UpstreamDiscoveries(IDiscoveries discoveries)
{
    private readonly Dictionary<UpstreamName, Running> _running = [];
    private readonly Dictionary<UpstreamName, Running> _prepared = [];
    private readonly Dictionary<IActorRef, UpstreamHandle> _upstreams = [];
    private readonly HashSet<IActorRef> _silent = [];
    private long _generation;

    /// <summary>Whether every prepared discovery has looked once.</summary>
    public bool HaveAllLooked => _silent.Count == 0;

    /// <summary>Starts the discovery of an upstream that is running.</summary>
    public void Start(IActorContext context, UpstreamHandle handle)
    {
        if (DiscoveryQuestion.Of(handle.Config) is { } question) _running.Add(handle.Config.Name, Start(context, handle, question));
    }

    /// <summary>Asks what an upstream will ask, unless that is asked already.</summary>
    public void Prepare(IActorContext context, UpstreamHandle handle, UpstreamConfig next)
    {
        if (DiscoveryQuestion.Of(next) is not { } question) return;
        if (_running.TryGetValue(next.Name, out var running) && running.Question == question) return;
        var prepared = Start(context, handle, question);
        _prepared.Add(next.Name, prepared);
        _silent.Add(prepared.Actor);
    }

    /// <summary>Takes note that a discovery has found something.</summary>
    /// <returns>The upstream it is of, or <c>null</c> when it was stopped meanwhile.</returns>
    public UpstreamHandle? Heard(IActorRef discovery)
    {
        _silent.Remove(discovery);
        return _upstreams.GetValueOrDefault(discovery);
    }

    /// <summary>What was prepared runs now; what nobody asks any more stops.</summary>
    public void Commit(IActorContext context, ValueList<UpstreamConfig> upstreams)
    {
        var asked = upstreams.ToDictionary(upstream => upstream.Name, DiscoveryQuestion.Of);
        foreach (var (name, running) in _running.ToList())
        {
            if (asked.GetValueOrDefault(name) == running.Question) continue;
            _running.Remove(name);
            Stop(context, running);
        }

        foreach (var (name, prepared) in _prepared) _running.Add(name, prepared);
        _prepared.Clear();
        _silent.Clear();
    }

    /// <summary>What was prepared will not run.</summary>
    public void Abort(IActorContext context)
    {
        foreach (var prepared in _prepared.Values) Stop(context, prepared);
        _prepared.Clear();
        _silent.Clear();
    }

    private Running Start(IActorContext context, UpstreamHandle handle, DiscoveryQuestion question)
    {
        var name = handle.Config.Name;
        var found = handle.AnswerTo(question);
        var actor = context.ActorOf(
            DiscoveryActor.Props(name, found, discoveries), $"discovery-{Uri.EscapeDataString(name.Value)}~{++_generation}");
        _upstreams.Add(actor, handle);
        return new Running(actor, question);
    }

    private void Stop(IActorContext context, Running running)
    {
        _upstreams.Remove(running.Actor);
        context.Stop(running.Actor);
    }

    private sealed record Running(IActorRef Actor, DiscoveryQuestion Question);
}
