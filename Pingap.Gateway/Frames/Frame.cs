namespace Pingap.Gateway.Frames;

/// <summary>The head of a frame (RFC 9113 §4.1), and as much of its payload as tells what it is worth.</summary>
/// <param name="Length">Octets of payload.</param>
/// <param name="Type">What it is; a number without a name for an extension's.</param>
/// <param name="Flags">Their meaning is the type's.</param>
/// <param name="Code">The error code of RST_STREAM and GOAWAY; the padding of a padded DATA frame, in octets; otherwise 0.</param>
internal readonly record struct Frame(int Length, FrameType Type, byte Flags, uint Code)
{
    private const byte EndStream = 0x1;
    private const byte EndHeaders = 0x4;
    private const byte Padded = 0x8;

    /// <summary>Whether a header block is complete with it (HEADERS, CONTINUATION).</summary>
    public bool EndsHeaders => (Flags & EndHeaders) != 0;

    /// <summary>Whether it is DATA that moves nothing on: no octet of a body, and not the end of one.</summary>
    public bool IsIdleData => Type is FrameType.Data && (Flags & EndStream) == 0 && Length <= ((Flags & Padded) == 0 ? 0 : 1 + Code);

    /// <summary>How many octets at the start of the payload make up <see cref="Code"/>, and where in them it begins.</summary>
    public static (int Octets, int CodeAt) Looked(FrameType type, byte flags, int length) => type switch
    {
        FrameType.Data when (flags & Padded) != 0 => (Math.Min(1, length), 0),
        FrameType.RstStream when length >= 4 => (4, 0),
        FrameType.GoAway when length >= 8 => (8, 4),
        _ => (0, 0),
    };
}
