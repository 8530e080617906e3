namespace Pingap.Gateway.Transport;

/// <summary>
/// The members of one loop by the number that the system gives back with their events. A number is never used twice, so that a late event
/// of a closed descriptor reaches nobody, although the system uses descriptors again at once.
/// </summary>
internal sealed class LoopMembers
{
    private readonly Lock _gate = new();
    private readonly Stack<int> _free = new();
    private Slot[] _slots = [];
    private int _used;
    private int _count;

    /// <summary>How many there are.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>Adds one, on any thread.</summary>
    /// <returns>Its number; never 0.</returns>
    public ulong Add(ILoopMember member)
    {
        lock (_gate)
        {
            if (!_free.TryPop(out var index))
            {
                index = _used++;
                if (index == _slots.Length) Grow();
            }

            var slot = _slots[index];
            Volatile.Write(ref slot.Member, member);
            _count++;
            return ((ulong)slot.Generation << 32) | (uint)index;
        }
    }

    /// <summary>Removes one, on any thread; nothing if it is gone.</summary>
    public void Remove(ulong number)
    {
        lock (_gate)
        {
            var index = (int)(uint)number;
            if (index >= _used || _slots[index] is var slot && slot.Generation != (uint)(number >> 32)) return;
            slot.Member = null;
            // Before the slot is anybody else's: the loop reads the member first and then this.
            Volatile.Write(ref slot.Generation, slot.Generation + 1);
            _free.Push(index);
            _count--;
        }
    }

    /// <summary>The member of a number, or <c>null</c> when it is gone; takes no lock.</summary>
    public ILoopMember? Find(ulong number)
    {
        var slots = Volatile.Read(ref _slots);
        var index = (uint)number;
        if (index >= slots.Length) return null;
        var slot = slots[index];
        var member = Volatile.Read(ref slot.Member);
        return Volatile.Read(ref slot.Generation) == (uint)(number >> 32) ? member : null;
    }

    /// <summary>All of them now.</summary>
    public ILoopMember[] All()
    {
        lock (_gate) return [.. _slots.Take(_used).Select(slot => slot.Member).OfType<ILoopMember>()];
    }

    private void Grow()
    {
        var larger = new Slot[Math.Max(64, _slots.Length * 2)];
        _slots.CopyTo(larger, 0);
        for (var i = _slots.Length; i < larger.Length; i++) larger[i] = new();
        Volatile.Write(ref _slots, larger);
    }

    private sealed class Slot
    {
        public ILoopMember? Member;
        public uint Generation = 1;
    }
}
