using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Pingap.Gateway.Frames;

/// <summary>Finds the frames in one direction of an HTTP/2 connection (RFC 9113 §4.1), however its octets are cut into reads. Payloads are passed over, not read.</summary>
/// <param name="preface">How many octets come before the first frame: 24 from a client (§3.4), none from a server.</param>
internal struct FrameWalker(int preface)
{
    /// <summary>Octets of the client's preface.</summary>
    public const int ClientPreface = 24;

    private const int HeadLength = 9;

    private int _toSkip = preface;
    private int _gathered;
    private int _needed = HeadLength;
    private Gathered _octets;

    /// <summary>The next frame whose head is complete with these octets.</summary>
    /// <param name="octets">What has come since; cut to what was not looked at yet.</param>
    /// <param name="frame">The frame; its payload may still be on its way.</param>
    /// <returns><c>false</c> when all octets were looked at.</returns>
    public bool TryRead(ref ReadOnlySpan<byte> octets, out Frame frame)
    {
        frame = default;
        var skipped = Math.Min(_toSkip, octets.Length);
        _toSkip -= skipped;
        octets = octets[skipped..];
        Span<byte> gathered = _octets;
        while (!octets.IsEmpty)
        {
            var taken = Math.Min(_needed - _gathered, octets.Length);
            octets[..taken].CopyTo(gathered[_gathered..]);
            _gathered += taken;
            octets = octets[taken..];
            if (_gathered < _needed) return false;

            var length = (gathered[0] << 16) | (gathered[1] << 8) | gathered[2];
            var type = (FrameType)gathered[3];
            var (looked, codeAt) = Frame.Looked(type, gathered[4], length);
            _needed = HeadLength + looked;
            if (_gathered < _needed) continue;

            var code = looked switch
            {
                0 => 0u,
                1 => gathered[HeadLength],
                _ => BinaryPrimitives.ReadUInt32BigEndian(gathered[(HeadLength + codeAt)..]),
            };
            frame = new(length, type, gathered[4], code);
            (_gathered, _needed, _toSkip) = (0, HeadLength, length - looked);
            return true;
        }

        return false;
    }

    [InlineArray(HeadLength + 8)]
    private struct Gathered
    {
        private byte _first;
    }
}
