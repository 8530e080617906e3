using System.Buffers.Binary;

namespace Pingap.Testing.Http2;

/// <summary>A frame that has arrived.</summary>
/// <param name="Type">Its number (RFC 9113 §6).</param>
/// <param name="Flags">Its flags.</param>
/// <param name="Stream">Its stream.</param>
/// <param name="Payload">Its payload.</param>
public sealed record ReceivedFrame(byte Type, byte Flags, int Stream, byte[] Payload)
{
    /// <summary>Whether it is the last of its stream.</summary>
    public bool EndsStream => Type is 0 or 1 && (Flags & WireFrame.EndStream) != 0;

    /// <summary>The error code of RST_STREAM or GOAWAY; <c>null</c> of other frames.</summary>
    public uint? Code => Type switch
    {
        3 => BinaryPrimitives.ReadUInt32BigEndian(Payload),
        7 => BinaryPrimitives.ReadUInt32BigEndian(Payload.AsSpan(4)),
        _ => null,
    };
}
