using System.Buffers;

namespace Pingap.Gateway.Transport;

/// <summary>Bytes that wait to be sent, in blocks, first in first out. Holds no memory while it is empty. Not for several threads at once.</summary>
internal sealed class OutputBlocks(MemoryPool<byte> pool)
{
    private Block[] _blocks = [];
    private ReadOnlyMemory<byte>[] _pieces = [];
    private ReadOnlyMemory<byte> _onlyPiece;
    private int _first;
    private int _end;

    /// <summary>How many bytes wait.</summary>
    public long Length { get; private set; }

    /// <summary>Room at the end for at least one byte, or for as many as asked for.</summary>
    public Memory<byte> Room(int atLeast)
    {
        if (_end > _first && _blocks[_end - 1] is var last && last.Memory.Length - last.Used >= Math.Max(1, atLeast)) return last.Memory[last.Used..];
        MakePlace();
        ref var block = ref _blocks[_end++];
        block = default;
        block.Rented = RentedMemory.Rent(pool, atLeast);
        return block.Memory;
    }

    /// <summary>The first bytes of the last <see cref="Room"/> were written.</summary>
    /// <exception cref="ArgumentOutOfRangeException">More than there is room for.</exception>
    public void Advance(int count)
    {
        if (count == 0) return;
        if (count < 0 || _end == _first || _blocks[_end - 1].Used + count > _blocks[_end - 1].Memory.Length) throw new ArgumentOutOfRangeException(nameof(count));
        _blocks[_end - 1].Used += count;
        Length += count;
    }

    /// <summary>What waits, for one call; valid until something is added or taken.</summary>
    public ReadOnlySpan<ReadOnlyMemory<byte>> Pieces()
    {
        if (_end - _first == 1)
        {
            // Most answers are one block, and need no array.
            ref var only = ref _blocks[_first];
            _onlyPiece = only.Memory[only.Sent..only.Used];
            return only.Used > only.Sent ? new(in _onlyPiece) : default;
        }

        var count = 0;
        if (_pieces.Length < _end - _first) _pieces = new ReadOnlyMemory<byte>[_blocks.Length];
        for (var i = _first; i < _end; i++)
        {
            var block = _blocks[i];
            if (block.Used > block.Sent) _pieces[count++] = block.Memory[block.Sent..block.Used];
        }

        return _pieces.AsSpan(0, count);
    }

    /// <summary>The first bytes were sent: their memory is given back.</summary>
    public void Take(int count)
    {
        Length -= count;
        while (_first < _end)
        {
            ref var block = ref _blocks[_first];
            var taken = Math.Min(count, block.Used - block.Sent);
            block.Sent += taken;
            count -= taken;
            if (block.Sent < block.Used) return;
            GiveBack(ref block);
            _first++;
        }

        (_first, _end) = (0, 0);
        _onlyPiece = default;
        Array.Clear(_pieces);
    }

    /// <summary>Takes over all that waits in another list, behind what waits here.</summary>
    public void TakeOver(OutputBlocks other)
    {
        for (var i = other._first; i < other._end; i++)
        {
            ref var block = ref other._blocks[i];
            if (block.Used == block.Sent)
            {
                GiveBack(ref block);
                continue;
            }

            MakePlace();
            _blocks[_end++] = block;
            Length += block.Used - block.Sent;
            block = default;
        }

        (other._first, other._end, other.Length, other._onlyPiece) = (0, 0, 0, default);
        Array.Clear(other._pieces);
    }

    /// <summary>Throws everything away.</summary>
    public void Clear() => Take((int)Length);

    private static void GiveBack(ref Block block)
    {
        block.Rented.GiveBack();
        block = default;
    }

    private void MakePlace()
    {
        if (_end < _blocks.Length) return;
        if (_first > 0)
        {
            Array.Copy(_blocks, _first, _blocks, 0, _end - _first);
            Array.Clear(_blocks, _end - _first, _first);
            (_first, _end) = (0, _end - _first);
            return;
        }

        Array.Resize(ref _blocks, Math.Max(1, _blocks.Length * 2));
    }

    private struct Block
    {
        public RentedMemory Rented;
        public int Used;
        public int Sent;

        public readonly Memory<byte> Memory => Rented.Memory;
    }
}
