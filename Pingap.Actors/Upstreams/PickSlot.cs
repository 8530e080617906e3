using Microsoft.Extensions.ObjectPool;
using Pingap.Actors.Handoff;
using Pingap.Actors.Queueing;

namespace Pingap.Actors.Upstreams;

/// <summary>Asks a group for a backend; the reply is a <see cref="PickResult"/>. Where all that could take the request are busy, it waits in the group's line.</summary>
public sealed class PickSlot : ReplySlot<PickResult>, IWaiting<PickSlot>
{
    private static readonly ObjectPool<PickSlot> Pool = MessagePool.Of<PickSlot>();
    private PickRequest _request;
    private bool _isPutAside;

    /// <summary>What is asked for.</summary>
    public ref readonly PickRequest Request => ref _request;

    /// <summary>Tells this use of the slot from those before and after it.</summary>
    public long Ticket { get; private set; }

    /// <inheritdoc/>
    public int Priority => Request.Priority;

    /// <inheritdoc/>
    public DateTimeOffset Deadline { get; internal set; }

    /// <summary>Whether it was put into the line, and so is not answered at once. May be asked on any thread, until the reply is taken.</summary>
    internal bool IsPutAside
    {
        get => Volatile.Read(ref _isPutAside);
        set => Volatile.Write(ref _isPutAside, value);
    }

    /// <summary>Whether that is when the request itself can wait no longer, rather than when the group lets it wait no longer.</summary>
    internal bool IsOwnDeadline { get; set; }

    bool IWaiting<PickSlot>.IsWaiting { get; set; }

    PickSlot? IWaiting<PickSlot>.Behind { get; set; }

    PickSlot? IWaiting<PickSlot>.Before { get; set; }

    /// <inheritdoc/>
    protected override PickResult Lost => PickResult.Without(PickStatus.Lost);

    /// <summary>A slot from the pool.</summary>
    public static PickSlot Rent(in PickRequest request)
    {
        var slot = Pool.Get();
        slot.Ticket++;
        slot._request = request;
        slot.IsPutAside = false;
        return slot;
    }

    /// <inheritdoc/>
    protected override void Return()
    {
        _request = default;
        Pool.Return(this);
    }
}
