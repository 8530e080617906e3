using System.Buffers.Binary;

namespace Pingap.Gateway.Frames;

/// <summary>
/// Counts what is sent over an HTTP/2 connection, as far as a <see cref="FrameWatcher"/> wants to know it. Written by one thread at a time, read by any.
/// </summary>
internal sealed class SentFrames
{
    private const uint NoError = 0x0;
    private const uint InternalError = 0x2;
    private const uint Cancel = 0x8;
    private const uint EnhanceYourCalm = 0xb;
    private const uint Http11Required = 0xd;

    private FrameWalker _walker = new(0);
    private long _octets;
    private int _resets;
    private volatile bool _isFlooded;

    /// <summary>Octets sent in all.</summary>
    public long Octets => Volatile.Read(ref _octets);

    /// <summary>Streams reset for what the client did: an end of ours or of a backend's making is not its fault.</summary>
    public int Resets => Volatile.Read(ref _resets);

    /// <summary>From here on a GOAWAY says ENHANCE_YOUR_CALM (RFC 9113 §7), whatever the server behind made of the end.</summary>
    public void BlameFlood() => _isFlooded = true;

    /// <summary>Looks at octets that are about to be sent.</summary>
    /// <param name="octets">In the order in which they will be sent, with nothing left out.</param>
    public void Look(Span<byte> octets)
    {
        Volatile.Write(ref _octets, _octets + octets.Length);
        ReadOnlySpan<byte> rest = octets;
        while (_walker.TryRead(ref rest, out var frame))
        {
            switch (frame.Type)
            {
                case FrameType.RstStream when frame.Code is not (NoError or InternalError or Cancel or Http11Required):
                    Volatile.Write(ref _resets, _resets + 1);
                    break;
                case FrameType.GoAway when _isFlooded && octets.Length - rest.Length >= 4:
                    // The code is the last that was looked at. Cut by a write it stays what it was, which is no lie either.
                    BinaryPrimitives.WriteUInt32BigEndian(octets[(octets.Length - rest.Length - 4)..], EnhanceYourCalm);
                    break;
                default:
                    break;
            }
        }
    }
}
