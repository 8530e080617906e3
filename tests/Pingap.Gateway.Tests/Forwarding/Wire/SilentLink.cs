using Pingap.Gateway.Forwarding.Wire;

namespace Pingap.Gateway.Tests.Forwarding.Wire;

/// <summary>A connection on which nothing comes.</summary>
internal sealed class SilentLink : Link
{
    private readonly TaskCompletionSource<int> _closed = new();

    public override int TryReceive(Span<byte> buffer) => -1;

    public override ValueTask<int> ReceiveAsync(Memory<byte> buffer) => new(_closed.Task);

    public override ValueTask SendAsync(ReadOnlyMemory<byte> octets) => default;

    public override void EndSending()
    {
    }

    public override ValueTask<bool> HasTakenNothingAfterAsync(long before) => new(false);

    public override void Dispose() => _closed.TrySetResult(0);
}
