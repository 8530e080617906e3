using System.Buffers;

namespace Pingap.Gateway.Pipeline;

/// <summary>
/// Changes a body as it passes, piece by piece. Made for one body, used by one thread at a time, and disposed of when the body is over, however it ended.
/// </summary>
/// <remarks>It runs where the bytes arrive, on the loop of a connection: it computes, and never waits.</remarks>
public interface IBodyFilter : IDisposable
{
    /// <summary>Takes a piece of the body, of any size; whatever can go on is written to <paramref name="output"/>, and the rest is held.</summary>
    /// <exception cref="InvalidDataException">The body is not what the filter can read; it is cut short then.</exception>
    void Write(ReadOnlySpan<byte> piece, IBufferWriter<byte> output);

    /// <summary>The sender pauses: whatever the receiver could use by now is put out, so that streams of events are not held back.</summary>
    void Flush(IBufferWriter<byte> output);

    /// <summary>The body is complete: puts out the rest. Nothing is written afterwards.</summary>
    /// <exception cref="InvalidDataException">The body ended where it must not.</exception>
    void Complete(IBufferWriter<byte> output);
}
