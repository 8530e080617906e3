using Microsoft.Extensions.ObjectPool;
using Pingap.Actors.Handoff;

namespace Pingap.Actors.Upstreams;

/// <summary>Asks a group for a backend; the reply is a <see cref="PickResult"/>.</summary>
public sealed class PickSlot : ReplySlot<PickResult>
{
    private static readonly ObjectPool<PickSlot> Pool = MessagePool.Of<PickSlot>();

    /// <summary>What the request is told apart by, for balancers that do so: a hash that is the same in every process, or 0.</summary>
    public ulong Key { get; private set; }

    /// <summary>The backends this request must not get again, or <c>null</c>.</summary>
    public TriedBackends? Tried { get; private set; }

    /// <summary>The upstream as the request's snapshot has it, or <c>null</c> when any will do.</summary>
    public UpstreamVersion? Asked { get; private set; }

    /// <inheritdoc/>
    protected override PickResult Lost => new(PickStatus.Lost, default, TimeSpan.Zero);

    /// <summary>A slot from the pool.</summary>
    public static PickSlot Rent(ulong key, TriedBackends? tried, UpstreamVersion? asked = null)
    {
        var slot = Pool.Get();
        slot.Key = key;
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
