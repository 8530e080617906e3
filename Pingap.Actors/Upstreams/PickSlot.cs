using Microsoft.Extensions.ObjectPool;
using Pingap.Actors.Handoff;

namespace Pingap.Actors.Upstreams;

/// <summary>Asks a group for a backend; the reply is a <see cref="PickResult"/>.</summary>
public sealed class PickSlot : ReplySlot<PickResult>
{
    private static readonly ObjectPool<PickSlot> Pool = MessagePool.Of<PickSlot>();

    /// <summary>A stable hash of the client's address, for balancers that use one.</summary>
    public ulong ClientHash { get; private set; }

    /// <summary>The backends this request must not get again, or <c>null</c>.</summary>
    public TriedBackends? Tried { get; private set; }

    /// <summary>The upstream as the request's snapshot has it, or <c>null</c> when any will do.</summary>
    public UpstreamVersion? Asked { get; private set; }

    /// <inheritdoc/>
    protected override PickResult Lost => new(PickStatus.Lost, default, TimeSpan.Zero);

    /// <summary>A slot from the pool.</summary>
    public static PickSlot Rent(ulong clientHash, TriedBackends? tried, UpstreamVersion? asked = null)
    {
        var slot = Pool.Get();
        slot.ClientHash = clientHash;
        slot.Tried = tried;
        slot.Asked = asked;
        return slot;
    }

    /// <inheritdoc/>
    protected override void Return()
    {
        Tried = null;
        Asked = null;
        Pool.Return(this);
    }
}
