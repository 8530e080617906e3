namespace Pingap.Benchmarks.Flapping;

/// <summary>What is sent: GETs, which may be repeated, and POSTs, which may not once a backend has seen them.</summary>
internal static class FlapRequests
{
    /// <summary>May be sent again.</summary>
    public static readonly byte[] Get = "GET / HTTP/1.1\r\nHost: flap\r\n\r\n"u8.ToArray();

    /// <summary>Must not be sent again once it may have been worked on.</summary>
    public static readonly byte[] Post = "POST / HTTP/1.1\r\nHost: flap\r\nContent-Length: 5\r\n\r\nhello"u8.ToArray();

    /// <summary>Whether all of one has arrived, whatever fields a proxy has added.</summary>
    public static bool IsWhole(ReadOnlySpan<byte> bytes) => bytes.StartsWith("GET "u8) ? bytes.EndsWith("\r\n\r\n"u8) : bytes.EndsWith("\r\n\r\nhello"u8);
}
