namespace Pingap.Gateway.Forwarding.Wire;

/// <summary>A place in a pool.</summary>
/// <param name="Places">The places it is one of; <c>null</c> is none.</param>
/// <param name="Index">Which.</param>
internal readonly record struct PoolSlot(object?[]? Places, int Index)
{
    /// <summary>Takes out what is known to have been put in here.</summary>
    /// <returns>Whether it was still in.</returns>
    public bool TryTake(object expected) => Places is not null && Interlocked.CompareExchange(ref Places[Index], null, expected) == expected;
}
