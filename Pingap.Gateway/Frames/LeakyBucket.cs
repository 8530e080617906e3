namespace Pingap.Gateway.Frames;

/// <summary>A leaky bucket that leaks by time and by what was sent meanwhile. Counts in thousandths of a frame, so that nothing is lost to rounding.</summary>
internal struct LeakyBucket
{
    private const long Whole = 1000;

    private long _level;
    private long _at;
    private long _sent;

    /// <summary>Puts frames in.</summary>
    /// <param name="frames">How many.</param>
    /// <param name="allowance">How fast it leaks, and when it is full.</param>
    /// <param name="now">The time, in milliseconds since any moment; the first call's is where leaking begins.</param>
    /// <param name="sent">Octets sent to the client up to now, in all.</param>
    /// <returns>Whether there was room for them; if not, none is in.</returns>
    public bool TryAdd(int frames, in FrameAllowance allowance, long now, long sent)
    {
        if (_level > 0)
        {
            var leaked = (now - _at) * allowance.PerSecond;
            if (allowance.OctetsPerFrame > 0) leaked += (sent - _sent) * Whole / allowance.OctetsPerFrame;
            _level = Math.Max(0, _level - leaked);
        }

        (_at, _sent) = (now, sent);
        if (_level + (frames * Whole) > allowance.Burst * Whole) return false;
        _level += frames * Whole;
        return true;
    }

    /// <summary>Whether nothing is in any more, by time alone.</summary>
    public readonly bool IsEmpty(in FrameAllowance allowance, long now) => _level <= (now - _at) * allowance.PerSecond;
}
