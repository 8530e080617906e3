using System.Buffers;

namespace Pingap.Gateway.Transport;

/// <summary>Memory from a pool, or from the runtime's arrays where the pool has none that large.</summary>
internal struct RentedMemory
{
    private IMemoryOwner<byte>? _owner;
    private byte[]? _array;

    /// <summary>All of it; empty once it was given back.</summary>
    public Memory<byte> Memory { get; private set; }

    /// <summary>Rents at least one byte, or as many as asked for.</summary>
    public static RentedMemory Rent(MemoryPool<byte> pool, int atLeast)
    {
        if (atLeast <= pool.MaxBufferSize)
        {
            var owner = pool.Rent(Math.Max(atLeast, 1));
            return new() { _owner = owner, Memory = owner.Memory };
        }

        var array = ArrayPool<byte>.Shared.Rent(atLeast);
        return new() { _array = array, Memory = array };
    }

    /// <summary>Gives it back; nothing if it was.</summary>
    public void GiveBack()
    {
        var (owner, array) = (_owner, _array);
        this = default;
        owner?.Dispose();
        if (array is not null) ArrayPool<byte>.Shared.Return(array);
    }
}
