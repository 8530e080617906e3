using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Connections;

namespace Pingap.Gateway.Frames;

/// <summary>What a client sends over HTTP/2, looked at once while the server behind reads it; nothing is copied.</summary>
/// <param name="inner">Where it comes from.</param>
/// <param name="sent">What goes the other way.</param>
/// <param name="streams">How many streams may be open at once.</param>
/// <param name="flooded">Told once when it is too much of something; after that, reading fails.</param>
internal sealed class WatchedInput(PipeReader inner, SentFrames sent, int streams, Action<FrameFlood> flooded) : PipeReader
{
    private readonly FrameWatcher _watcher = new(streams);
    private ReadResult _last;
    private long _watched;
    private FrameFlood _flood;

    public override bool TryRead(out ReadResult result)
    {
        if (!inner.TryRead(out result)) return false;
        Watch(result);
        return true;
    }

    public override ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
    {
        var reading = inner.ReadAsync(cancellationToken);
        if (!reading.IsCompletedSuccessfully) return ReadLaterAsync(reading);
        var result = reading.Result;
        Watch(result);
        return new(result);
    }

    public override void AdvanceTo(SequencePosition consumed)
    {
        Forget(consumed);
        inner.AdvanceTo(consumed);
    }

    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
    {
        Forget(consumed);
        inner.AdvanceTo(consumed, examined);
    }

    public override void CancelPendingRead() => inner.CancelPendingRead();

    public override void Complete(Exception? exception = null) => inner.Complete(exception);

    public override ValueTask CompleteAsync(Exception? exception = null) => inner.CompleteAsync(exception);

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<ReadResult> ReadLaterAsync(ValueTask<ReadResult> reading)
    {
        var result = await reading;
        Watch(result);
        return result;
    }

    /// <summary>Looks at what this read has more than the one before it had left.</summary>
    /// <exception cref="ConnectionAbortedException">It is too much of something.</exception>
    private void Watch(in ReadResult result)
    {
        _last = result;
        var buffer = result.Buffer;
        if (_flood is FrameFlood.None && buffer.Length > _watched)
        {
            var now = Environment.TickCount64;
            foreach (var segment in buffer.Slice(_watched))
            {
                _flood = _watcher.Watch(segment.Span, now, sent.Octets, sent.Resets);
                if (_flood is FrameFlood.None) continue;
                sent.BlameFlood();
                flooded(_flood);
                break;
            }
        }

        _watched = buffer.Length;
        if (_flood is FrameFlood.None) return;
        // Not for the server behind: nobody else will say that these octets may be thrown away.
        inner.AdvanceTo(buffer.End);
        throw new ConnectionAbortedException($"The client has sent too many frames ({_flood}).");
    }

    private void Forget(SequencePosition consumed)
    {
        var buffer = _last.Buffer;
        _watched = consumed.Equals(buffer.End) ? 0 : _watched - buffer.Slice(buffer.Start, consumed).Length;
        _last = default;
    }
}
