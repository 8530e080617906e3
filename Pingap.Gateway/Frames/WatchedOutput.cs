using System.IO.Pipelines;

namespace Pingap.Gateway.Frames;

/// <summary>What is sent to a client over HTTP/2, looked at on its way; nothing is copied.</summary>
/// <param name="inner">Where it goes.</param>
/// <param name="sent">Looks at it.</param>
internal sealed class WatchedOutput(PipeWriter inner, SentFrames sent) : PipeWriter
{
    private Memory<byte> _lent;

    public override bool CanGetUnflushedBytes => inner.CanGetUnflushedBytes;

    public override long UnflushedBytes => inner.UnflushedBytes;

    public override Memory<byte> GetMemory(int sizeHint = 0) => _lent = inner.GetMemory(sizeHint);

    public override Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    public override void Advance(int bytes)
    {
        sent.Look(_lent.Span[..bytes]);
        _lent = _lent[bytes..];
        inner.Advance(bytes);
    }

    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default) => inner.FlushAsync(cancellationToken);

    public override void CancelPendingFlush() => inner.CancelPendingFlush();

    public override void Complete(Exception? exception = null)
    {
        _lent = default;
        inner.Complete(exception);
    }

    public override ValueTask CompleteAsync(Exception? exception = null)
    {
        _lent = default;
        return inner.CompleteAsync(exception);
    }
}
