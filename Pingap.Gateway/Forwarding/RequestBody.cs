using Microsoft.AspNetCore.Http;
using Pingap.Gateway.Transport;

namespace Pingap.Gateway.Forwarding;

/// <summary>A client's request body as it is read for a backend: counted against the limit, and watched by the timer.</summary>
/// <param name="inner">The body as the server gives it.</param>
/// <param name="limit">Most bytes it may have, or <c>null</c>.</param>
/// <param name="timer">Told whose turn it is.</param>
internal sealed class RequestBody(Stream inner, long? limit, ExchangeTimer timer) : AsyncStream
{
    private long _read;

    /// <summary>Whether a backend was sent some of it: what was streamed is not there a second time.</summary>
    public bool WasRead => _read > 0;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    /// <exception cref="BadHttpRequestException">The body is larger than the limit (status 413).</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        timer.Suspend();
        var count = await inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        // An empty buffer only waits for bytes; the read that takes them follows at once.
        if (buffer.IsEmpty) return count;
        _read += count;
        if (_read > limit) throw new BadHttpRequestException("Request body too large.", StatusCodes.Status413PayloadTooLarge);
        timer.Resume(isWriting: count > 0);
        return count;
    }
}
