namespace Pingap.Actors.Balancing;

/// <summary>Draws numbers for one balancer, the same ones again from the same seed. Not for secrets.</summary>
/// <remarks>SplitMix64: Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014.</remarks>
public sealed class RandomSource(ulong seed)
{
    private ulong _state = seed;

    /// <summary>A number from 0 to <paramref name="bound"/> - 1, each as likely as the others to within one in 2⁶⁴ / bound.</summary>
    /// <param name="bound">At least 1.</param>
    public long Below(long bound) => (long)Math.BigMul(Next(), (ulong)bound, out _);

    private ulong Next()
    {
        _state += 0x9E3779B97F4A7C15UL;
        var value = _state;
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9UL;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EBUL;
        return value ^ (value >> 31);
    }
}
