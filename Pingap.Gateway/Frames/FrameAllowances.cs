namespace Pingap.Gateway.Frames;

/// <summary>
/// What clients may send of frames that cost them next to nothing. The numbers leave room for every client known: browsers that cancel a page at once, gRPC
/// clients that measure the connection by a PING a round trip or cancel a good part of their calls.
/// </summary>
internal static class FrameAllowances
{
    /// <summary>SETTINGS; each 64 octets count as one more frame. Clients send one, and acknowledge ours.</summary>
    public static readonly FrameAllowance Settings = new(50, 1, 0);

    /// <summary>PING. An acknowledgement is 17 octets, so that a PING does not pay for the next one.</summary>
    public static readonly FrameAllowance Ping = new(1000, 50, 32);

    /// <summary>WINDOW_UPDATE: one for the stream and one for the connection with each DATA frame.</summary>
    public static readonly FrameAllowance WindowUpdate = new(1000, 50, 32);

    /// <summary>PRIORITY: older browsers send some with each request.</summary>
    public static readonly FrameAllowance Priority = new(500, 50, 32);

    /// <summary>DATA without an octet of a body and without its end.</summary>
    public static readonly FrameAllowance EmptyData = new(100, 10, 64);

    /// <summary>Frames of extensions: PRIORITY_UPDATE (RFC 9218) with a request, GREASE.</summary>
    public static readonly FrameAllowance Other = new(200, 20, 64);

    /// <summary>Streams reset: two times all streams that may be open at once, and as many as those each second, as when the deadlines of all calls are over; never less than 200 and 100.</summary>
    /// <param name="streams">How many may be open at once.</param>
    public static FrameAllowance Reset(int streams)
    {
        const int Least = 100;
        var open = Math.Max(Least, streams);
        return new(2 * open, open, 64);
    }

    /// <summary>CONTINUATION frames of one header block: two would do for the largest head that is taken.</summary>
    public const int ContinuationFrames = 32;

    /// <summary>Octets of one header block: two times the largest head that is taken, since HPACK can make a head longer as well.</summary>
    public const int HeaderBlockOctets = 64 * 1024;
}
