using System.Buffers;

namespace Pingap.Gateway.Transport;

/// <summary>
/// Bytes that have come and were not consumed, in blocks, as a reader sees them. Holds no memory while there are none. Not for several threads
/// at once.
/// </summary>
internal sealed class InputBlocks(MemoryPool<byte> pool)
{
    /// <summary>How many blocks without memory are kept for what comes next: more is seldom needed at a time.</summary>
    private const int MostSpare = 4;

    private Block? _first;
    private Block? _last;
    private Block? _spare;
    private RentedMemory _next;
    private int _consumed;
    private int _spareCount;

    /// <summary>All of them; valid until some are released.</summary>
    public ReadOnlySequence<byte> All => _first is null ? default : new(_first, _consumed, _last!, _last!.Used);

    /// <summary>Room for what comes, behind what is there; <see cref="Fill"/> comes next.</summary>
    public Memory<byte> Room(int atLeast)
    {
        if (_last is not null && _last.Rest.Length >= atLeast) return _last.Rest;
        _next = RentedMemory.Rent(pool, atLeast);
        return _next.Memory;
    }

    /// <summary>The first bytes of the last <see cref="Room"/> have come; of which there are none, its memory is given back.</summary>
    public void Fill(int count)
    {
        if (count > 0)
        {
            if (!_next.Memory.IsEmpty) Append();
            _last!.Fill(count);
        }

        _next.GiveBack();
    }

    /// <summary>Gives back what lies before a position.</summary>
    /// <returns>Whether there is nothing behind the other one.</returns>
    /// <exception cref="InvalidOperationException">The positions are none of these bytes, or the wrong way round.</exception>
    public bool Release(SequencePosition consumed, SequencePosition examined)
    {
        var (block, index) = (consumed.GetObject() as Block, consumed.GetInteger());
        var (seen, seenIndex) = (examined.GetObject() as Block, examined.GetInteger());
        if (!IsHere(block, index) || !IsHere(seen, seenIndex) || PlaceOf(seen, seenIndex) < PlaceOf(block, index))
        {
            throw new InvalidOperationException("What is advanced to was not read.");
        }

        var isSeen = seen == _last && (seen is null || seenIndex == seen.Used);
        if (block is null) return isSeen;
        while (_first != block) DropFirst();
        _consumed = index;
        if (index == block.Used) DropFirst();
        return isSeen;
    }

    /// <summary>Throws everything away.</summary>
    public void Clear()
    {
        while (_first is not null) DropFirst();
    }

    /// <summary>Where a position lies, which may be that of nothing.</summary>
    private static long PlaceOf(Block? block, int index) => block is null ? 0 : block.RunningIndex + index;

    private bool IsHere(Block? block, int index)
    {
        if (block is null) return true;
        if (index > block.Used || (block == _first && index < _consumed)) return false;
        var at = block == _last ? block : _first;
        while (at is not null && at != block) at = at.Following;
        return at is not null;
    }

    private void Append()
    {
        var block = _spare ?? new();
        if (_spare is not null)
        {
            _spare = block.Following;
            _spareCount--;
        }

        block.Begin(_next, after: _last);
        _next = default;
        _last = block;
        _first ??= block;
    }

    private void DropFirst()
    {
        var block = _first!;
        _first = block.Following;
        _consumed = 0;
        if (_first is null) _last = null;
        block.End(_spareCount < MostSpare ? _spare : null);
        if (_spareCount == MostSpare) return;
        _spare = block;
        _spareCount++;
    }

    private sealed class Block : ReadOnlySequenceSegment<byte>
    {
        private RentedMemory _rented;

        public int Used => Memory.Length;

        public Memory<byte> Rest => _rented.Memory[Used..];

        public Block? Following => (Block?)Next;

        public void Begin(RentedMemory rented, Block? after)
        {
            _rented = rented;
            Next = null;
            RunningIndex = after is null ? 0 : after.RunningIndex + after.Used;
            if (after is not null) after.Next = this;
        }

        public void Fill(int count) => Memory = _rented.Memory[..(Used + count)];

        public void End(Block? following)
        {
            Memory = default;
            Next = following;
            _rented.GiveBack();
        }
    }
}
