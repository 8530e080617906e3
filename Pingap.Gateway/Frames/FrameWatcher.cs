namespace Pingap.Gateway.Frames;

/// <summary>
/// Counts what a client sends over an HTTP/2 connection, and says when it is too much of something. It reads heads of frames only: what is wrong with a single
/// frame is for the server behind it to find. Not for two threads at once.
/// </summary>
/// <param name="streams">How many streams may be open at once.</param>
internal sealed class FrameWatcher(int streams)
{
    private readonly FrameAllowance _resetAllowance = FrameAllowances.Reset(streams);
    private FrameWalker _walker = new(FrameWalker.ClientPreface);
    private LeakyBucket _settings;
    private LeakyBucket _pings;
    private LeakyBucket _windowUpdates;
    private LeakyBucket _priorities;
    private LeakyBucket _emptyData;
    private LeakyBucket _others;
    private LeakyBucket _resets;
    private int _resetsCounted;
    private int _continuations;
    private int _blockOctets;

    /// <summary>Looks at octets that were not looked at before.</summary>
    /// <param name="octets">In the order in which they came, with nothing left out.</param>
    /// <param name="now">The time, in milliseconds since any moment.</param>
    /// <param name="sent">Octets sent to the client up to now, in all.</param>
    /// <param name="resets">Streams that were reset up to now, in all, for what the client did.</param>
    /// <returns>What it was too much of, as soon as it is: the connection is to end.</returns>
    public FrameFlood Watch(ReadOnlySpan<byte> octets, long now, long sent, int resets)
    {
        if (resets != _resetsCounted)
        {
            var more = resets - _resetsCounted;
            _resetsCounted = resets;
            if (!_resets.TryAdd(more, _resetAllowance, now, sent)) return FrameFlood.Reset;
        }

        while (_walker.TryRead(ref octets, out var frame))
        {
            if (Count(frame, now, sent) is not FrameFlood.None and var flood) return flood;
        }

        return FrameFlood.None;
    }

    private FrameFlood Count(in Frame frame, long now, long sent) => frame.Type switch
    {
        FrameType.Data => frame.IsIdleData ? Judged(ref _emptyData, 1, FrameAllowances.EmptyData, FrameFlood.EmptyData, now, sent) : FrameFlood.None,
        FrameType.Headers => BeginBlock(frame),
        FrameType.Continuation => ContinueBlock(frame),
        FrameType.RstStream => Judged(ref _resets, 1, _resetAllowance, FrameFlood.Reset, now, sent),
        FrameType.Settings => Judged(ref _settings, 1 + (frame.Length / 64), FrameAllowances.Settings, FrameFlood.Settings, now, sent),
        FrameType.Ping => Judged(ref _pings, 1, FrameAllowances.Ping, FrameFlood.Ping, now, sent),
        FrameType.WindowUpdate => Judged(ref _windowUpdates, 1, FrameAllowances.WindowUpdate, FrameFlood.WindowUpdate, now, sent),
        FrameType.Priority => Judged(ref _priorities, 1, FrameAllowances.Priority, FrameFlood.Priority, now, sent),
        _ => Judged(ref _others, 1 + (frame.Length / 1024), FrameAllowances.Other, FrameFlood.Other, now, sent),
    };

    private static FrameFlood Judged(ref LeakyBucket bucket, int frames, in FrameAllowance allowance, FrameFlood flood, long now, long sent) =>
        bucket.TryAdd(frames, allowance, now, sent) ? FrameFlood.None : flood;

    private FrameFlood BeginBlock(in Frame frame)
    {
        _continuations = 0;
        _blockOctets = frame.Length;
        return FrameFlood.None;
    }

    private FrameFlood ContinueBlock(in Frame frame)
    {
        _continuations++;
        _blockOctets += frame.Length;
        return _continuations > FrameAllowances.ContinuationFrames || _blockOctets > FrameAllowances.HeaderBlockOctets ? FrameFlood.HeaderBlock : FrameFlood.None;
    }
}
