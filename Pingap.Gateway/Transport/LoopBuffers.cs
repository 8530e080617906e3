using System.Buffers;

namespace Pingap.Gateway.Transport;

/// <summary>
/// The memory of one loop: what is rented and given back on the loop's thread comes from a small stack of its own, without an interlocked
/// operation, since nearly every request rents there, and soon gives back. Everything else is the shared pool's.
/// </summary>
/// <remarks>
/// The stack holds <see cref="MostKept"/> blocks of 4 KiB, 256 KiB a loop, which are kept while the loop runs: too little to be worth
/// a clock. Giving back a block that lies in the stack does nothing.
/// </remarks>
/// <param name="shared">Disposed with this one.</param>
internal sealed class LoopBuffers(MemoryPool<byte> shared) : MemoryPool<byte>
{
    /// <summary>How many blocks the stack holds: 64.</summary>
    public const int MostKept = 64;

    private readonly int _blockSize = Math.Min(4096, shared.MaxBufferSize);
    private readonly Block?[] _kept = new Block?[MostKept];
    private int _count;
    private int _thread;

    /// <inheritdoc/>
    public override int MaxBufferSize => shared.MaxBufferSize;

    private bool IsHere => Environment.CurrentManagedThreadId == Volatile.Read(ref _thread);

    /// <summary>Makes the calling thread the one that has the stack.</summary>
    public void KeepHere() => Volatile.Write(ref _thread, Environment.CurrentManagedThreadId);

    /// <summary>Gives the stack back to the shared pool, on the thread that has it; from here on there is none.</summary>
    public void KeepNoMore()
    {
        Volatile.Write(ref _thread, 0);
        while (_count > 0) Pop().Release();
    }

    /// <inheritdoc/>
    public override IMemoryOwner<byte> Rent(int minBufferSize = -1)
    {
        if (minBufferSize > _blockSize || !IsHere) return shared.Rent(minBufferSize);
        if (_count == 0) return new Block(this, shared.Rent(_blockSize));
        var block = Pop();
        block.IsLent = true;
        return block;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing) shared.Dispose();
    }

    private Block Pop()
    {
        var block = _kept[--_count]!;
        _kept[_count] = null;
        return block;
    }

    private bool TryKeep(Block block)
    {
        if (_count == MostKept || !IsHere) return false;
        _kept[_count++] = block;
        return true;
    }

    /// <summary>A block of the shared pool that comes back to the stack.</summary>
    private sealed class Block(LoopBuffers home, IMemoryOwner<byte> shared) : IMemoryOwner<byte>
    {
        public bool IsLent { get; set; } = true;

        public Memory<byte> Memory { get; } = shared.Memory;

        public void Dispose()
        {
            if (!IsLent) return;
            IsLent = false;
            if (!home.TryKeep(this)) Release();
        }

        public void Release() => shared.Dispose();
    }
}
