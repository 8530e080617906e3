using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using Akka.Actor;
using Pingap.Actors.Configuration;
using Pingap.Actors.Discovery;

namespace Pingap.Actors.Upstreams;

/// <summary>
/// Where an upstream's group is reached. It outlives the group's actor: when that one is replaced, the same handle leads to the
/// next. Written by the groups' supervisor alone, read by every request.
/// </summary>
public sealed class UpstreamHandle(UpstreamConfig config, long version = 0)
{
    private static readonly TimeSpan LongestLook = TimeSpan.FromMicroseconds(2);

    private volatile UpstreamVersion _now = new(version, config);
    private volatile IActorRef _group = ActorRefs.Nobody;
    private volatile DiscoveredBackends[] _discovered = [];
    private volatile UpstreamOrders _orders = UpstreamOrders.None;
    private readonly ConcurrentDictionary<BackendAddress, BackendCut> _cuts = new();
    private TaskCompletionSource _replaced = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The upstream as it is configured now.</summary>
    public UpstreamConfig Config
    {
        get => _now.Config;
        internal set => _now = new(Version, value);
    }

    /// <summary>The version of the configuration that brought it; 0 when that is not known.</summary>
    public long Version => _now.Number;

    /// <summary>Takes on a newer version.</summary>
    internal void Take(UpstreamVersion version) => _now = version;

    /// <summary>What operators have asked for it, whatever its configuration says.</summary>
    public UpstreamOrders Orders
    {
        get => _orders;
        internal set => _orders = value;
    }

    /// <summary>When its group ends at the latest, once it retires. Written and read by the group's actor alone, for its successors.</summary>
    internal DateTimeOffset? Ends { get; set; }

    /// <summary>The group's actor.</summary>
    public IActorRef Group => _group;

    /// <summary>How many backends it has, whatever holds of them.</summary>
    public int BackendCount => BackendsOf(Config).Count;

    /// <summary>Asks the group for a backend, and waits for one where all have as many requests as they may.</summary>
    /// <param name="request">What is asked for.</param>
    /// <param name="client">Cancelled when the client leaves, which ends the wait.</param>
    public ValueTask<PickResult> PickAsync(in PickRequest request, CancellationToken client = default)
    {
        var slot = PickSlot.Rent(request);
        if (request.Front is { } front) slot.ContinueOn(front);
        var (reply, ticket) = (slot.Reply, slot.Ticket);
        var group = _group;
        group.Tell(slot, ActorRefs.NoSender);
        if (reply.IsCompleted || IsAnsweredSoon(slot, reply)) return reply;
        if (HasEnded(group)) slot.Forsake();
        return client.CanBeCanceled ? WaitAsync(reply, new Waiter(group, new(slot, ticket)), client) : reply;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private static async ValueTask<PickResult> WaitAsync(ValueTask<PickResult> reply, Waiter waiter, CancellationToken client)
    {
        var leaving = client.UnsafeRegister(static waiter => ((Waiter)waiter!).Leave(), waiter);
        try
        {
            return await reply.ConfigureAwait(false);
        }
        finally
        {
            // Not waited for: a leave that comes too late finds another ticket.
            leaving.Unregister();
        }
    }

    /// <summary>Waits, after a lost pick, until the group has another actor than <paramref name="lost"/>.</summary>
    /// <returns>Whether it has.</returns>
    public async ValueTask<bool> ReplacedAsync(IActorRef lost, TimeSpan timeout, CancellationToken cancellation)
    {
        var replaced = Volatile.Read(ref _replaced).Task;
        if (!ReferenceEquals(_group, lost)) return true;
        try
        {
            await replaced.WaitAsync(timeout, cancellation).ConfigureAwait(false);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    /// <summary>The backends of the upstream by a configuration of it: those that are written, or what its discovery has found.</summary>
    internal ValueList<BackendConfig> BackendsOf(UpstreamConfig config)
    {
        if (DiscoveryQuestion.Of(config) is not { } question) return config.Backends;
        return Array.Find(_discovered, discovered => discovered.Question == question)?.Now.Backends ?? [];
    }

    /// <summary>What breaks off the requests to a backend. Asked by the group's actor alone, and kept for its successors: the requests outlive it.</summary>
    internal BackendCut CutOf(BackendAddress backend) => _cuts.GetOrAdd(backend, _ => new BackendCut());

    /// <summary>The backends that requests may be under way to: those there are, those that have left before their last request ended, and hosts that requests have named.</summary>
    internal IEnumerable<BackendAddress> Reached => _cuts.Keys;

    /// <summary>Forgets what belongs to other backends than these.</summary>
    internal void KeepCuts(IEnumerable<BackendAddress> backends)
    {
        var kept = backends.ToHashSet();
        foreach (var gone in _cuts.Keys.Where(backend => !kept.Contains(backend))) _cuts.TryRemove(gone, out _);
    }

    /// <summary>
    /// Where the answer to a question is found from now on. What was known of the same entries holds until then. The answer that is in use stays
    /// beside it, because requests may still ask by the configuration before.
    /// </summary>
    internal DiscoveredBackends AnswerTo(DiscoveryQuestion question)
    {
        var known = _discovered;
        var used = Array.Find(known, discovered => discovered.Question == DiscoveryQuestion.Of(Config));
        if (Array.Find(known, discovered => discovered.Question == question) is not { } answer)
        {
            var start = used is not null && used.Question.How.Kind == question.How.Kind ? used.Now : Discovered.Nothing;
            answer = new DiscoveredBackends(question, start);
        }

        _discovered = used is null || used == answer ? [answer] : [used, answer];
        return answer;
    }

    // Another thread is in the group, which takes a part of a microsecond; to be put aside and woken takes twenty.
    private static bool IsAnsweredSoon(PickSlot slot, in ValueTask<PickResult> reply)
    {
        const int Between = 4;
        if (Environment.ProcessorCount == 1) return false;
        var began = Stopwatch.GetTimestamp();
        // Who has been put into the queue waits for other requests to end.
        while (!slot.IsPutAside && Stopwatch.GetElapsedTime(began) < LongestLook)
        {
            Thread.SpinWait(Between);
            if (reply.IsCompleted) return true;
        }

        return reply.IsCompleted;
    }

    // A mailbox that closes while a message is on its way into it swallows the message, and not even the dead letters hear of it. Death watch
    // would come later, and cost a message for each pick.
    private static bool HasEnded(IActorRef group) => group is InternalActorRefBase { IsTerminated: true };

    private sealed class Waiter(IActorRef group, UpstreamGroupProtocol.LeaveQueue leave)
    {
        public void Leave() => group.Tell(leave, ActorRefs.NoSender);
    }

    internal void Lead(IActorRef group)
    {
        _group = group;
        Interlocked.Exchange(ref _replaced, new(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
    }
}
