namespace Pingap.EndToEnd.Tests.Wire.Http2;

/// <summary>What became of a stream.</summary>
/// <param name="Status">The status of the answer, or 0.</param>
/// <param name="Body">What came of its content.</param>
/// <param name="IsWhole">Whether it came to its end.</param>
/// <param name="StreamError">The code of a RST_STREAM, or -1.</param>
/// <param name="ConnectionError">The code of a GOAWAY, or -1.</param>
internal sealed record Http2End(int Status, string Body, bool IsWhole, int StreamError, int ConnectionError)
{
    /// <summary>Nothing yet.</summary>
    public static Http2End None { get; } = new(0, "", IsWhole: false, StreamError: -1, ConnectionError: -1);

    /// <summary>Whether the connection is over.</summary>
    public bool IsConnectionOver { get; init; }

    /// <summary>Whether it is refused as malformed: with a status, or with an error that says so.</summary>
    /// <remarks>PROTOCOL_ERROR, FLOW_CONTROL_ERROR, STREAM_CLOSED, FRAME_SIZE_ERROR, COMPRESSION_ERROR, ENHANCE_YOUR_CALM (RFC 9113 §7).</remarks>
    public bool IsRefused => Status is >= 400 and < 500 || StreamError is 1 or 3 or 5 or 6 or 9 or 11 || ConnectionError is 1 or 3 or 5 or 6 or 9 or 11;
}
