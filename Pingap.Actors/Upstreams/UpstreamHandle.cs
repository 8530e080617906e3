using Akka.Actor;
using Pingap.Actors.Configuration;

namespace Pingap.Actors.Upstreams;

/// <summary>
/// Where an upstream's group is reached. It outlives the group's actor: when that one is replaced, the same handle leads to the
/// next. Written by the groups' supervisor alone, read by every request.
/// </summary>
public sealed class UpstreamHandle(UpstreamConfig config, long version = 0)
{
    private volatile UpstreamVersion _now = new(version, config);
    private volatile IActorRef _group = ActorRefs.Nobody;
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

    /// <summary>The group's actor.</summary>
    public IActorRef Group => _group;

    /// <summary>Asks the group for a backend.</summary>
    /// <param name="clientHash">A stable hash of the client's address.</param>
    /// <param name="tried">Backends not to be given again, or <c>null</c>.</param>
    /// <param name="asked">The upstream as the request's snapshot has it, or <c>null</c> when any will do: routes, connections and backends are then of one version.</param>
    public ValueTask<PickResult> PickAsync(ulong clientHash, TriedBackends? tried, UpstreamVersion? asked = null)
    {
        var slot = PickSlot.Rent(clientHash, tried, asked);
        var reply = slot.Reply;
        var group = _group;
        group.Tell(slot, ActorRefs.NoSender);
        if (!reply.IsCompleted && HasEnded(group)) slot.Forsake();
        return reply;
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

    // A mailbox that closes while a message is on its way into it swallows the message, and not even the dead letters hear of it. Death watch
    // would come later, and cost a message for each pick.
    private static bool HasEnded(IActorRef group) => group is InternalActorRefBase { IsTerminated: true };

    internal void Lead(IActorRef group)
    {
        _group = group;
        Interlocked.Exchange(ref _replaced, new(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
    }
}
