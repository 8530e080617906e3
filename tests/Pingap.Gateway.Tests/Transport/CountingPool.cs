using System.Buffers;

namespace Pingap.Gateway.Tests.Transport;

/// <summary>A pool that knows how much of it is out; its blocks are of 4 KiB, as Kestrel's are.</summary>
internal sealed class CountingPool : MemoryPool<byte>
{
    private int _rented;

    public override int MaxBufferSize => 4096;

    public int Rented => Volatile.Read(ref _rented);

    public override IMemoryOwner<byte> Rent(int minBufferSize = -1)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(minBufferSize, MaxBufferSize);
        Interlocked.Increment(ref _rented);
        return new Block(this);
    }

    protected override void Dispose(bool disposing)
    {
    }

    private sealed class Block(CountingPool pool) : IMemoryOwner<byte>
    {
        private int _isBack;

        public Memory<byte> Memory { get; } = new byte[4096];

        public void Dispose()
        {
            Assert.Equal(0, Interlocked.Exchange(ref _isBack, 1));
            // Whoever uses it still is found out.
            Memory.Span.Fill(0xee);
            Interlocked.Decrement(ref pool._rented);
        }
    }
}
