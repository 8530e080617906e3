using static Pingap.EndToEnd.Tests.Wire.Responses.Answering;

namespace Pingap.EndToEnd.Tests.Wire.Responses;

/// <summary>Chunks and trailers of responses.</summary>
internal static class ChunkResponses
{
    public static IEnumerable<ResponseRow> All { get; } =
    [
        .. from each in new[]
        {
            "+3\r\nabc\r\n0\r\n\r\n", "-3\r\nabc\r\n0\r\n\r\n", "0x3\r\nabc\r\n0\r\n\r\n", " 3\r\nabc\r\n0\r\n\r\n", "3 \r\nabc\r\n0\r\n\r\n", "3\t\r\nabc\r\n0\r\n\r\n", "\r\nabc\r\n0\r\n\r\n",
            "g\r\nabc\r\n0\r\n\r\n", "3g\r\nabc\r\n0\r\n\r\n", "10000000000000003\r\nabc\r\n0\r\n\r\n", "ffffffffffffffff\r\nabc\r\n0\r\n\r\n", "3\0\r\nabc\r\n0\r\n\r\n",
            "3\nabc\r\n0\r\n\r\n", "3\rabc\r\n0\r\n\r\n", "3\r\nabc0\r\n\r\n", "3\r\nabc\n0\r\n\r\n", "3\r\nabc\r0\r\n\r\n", "3\r\nabcd\r\n0\r\n\r\n", "4\r\nabc\r\n0\r\n\r\n",
            "3\r\nabc\r\n\r\n0\r\n\r\n", "3;a\nabc\r\n0\r\n\r\n", "3;a\rb\r\nabc\r\n0\r\n\r\n", "3;a\0\r\nabc\r\n0\r\n\r\n", "3\r\nabc\r\n0\n\r\n", "3\r\nabc\r\n0\r\n\n",
            "3\r\nabc\r\n0\r\nX-A : 1\r\n\r\n", "3\r\nabc\r\n0\r\nX-A\r\n\r\n", "3\r\nabc\r\n0\r\nX-A: 1\r\n 2\r\n\r\n", "3\r\nabc\r\n0\r\nX-A: 1\n\r\n", "3\r\nabc\r\n0\r\nX-A: 1\r2\r\n\r\n",
            "3\r\nabc\r\n0\r\nX-A: \0\r\n\r\n",
        }
        select Broken(Escaped(each), "9112 §7.1", Chunked(each + Smuggled)),
        BrokenAtEnd("no chunk", "9112 §8", Chunked("")),
        BrokenAtEnd("no last chunk", "9112 §8", Chunked("3\r\nabc\r\n")),
        BrokenAtEnd("a chunk that is cut", "9112 §8", Chunked("5\r\nabc")),
        BrokenAtEnd("a size that is cut", "9112 §8", Chunked("5")),
        BrokenAtEnd("no end of the trailers", "9112 §8", Chunked("3\r\nabc\r\n0\r\n")),
        BrokenAtEnd("a trailer that is cut", "9112 §8", Chunked("3\r\nabc\r\n0\r\nX-A: 1\r\n")),
        Passed("an extension", "9112 §7.1.1", Chunked("3;a=b\r\nabc\r\n0\r\n\r\n"), Seen("abc", "transfer-encoding: chunked")),
        Passed("a size in capitals with zeros", "9112 §7.1", Chunked("000A\r\n0123456789\r\n0\r\n\r\n"), Seen("0123456789", "transfer-encoding: chunked")),
        Passed("several chunks", "9112 §7.1", Chunked("1\r\na\r\n2\r\nbc\r\n000\r\n\r\n"), Seen("abc", "transfer-encoding: chunked")),
        Passed("no chunk but the last", "9112 §7.1", Chunked("0\r\n\r\n"), Seen("", "transfer-encoding: chunked")),
        Passed("a trailer", "9112 §7.1.2", Chunked("3\r\nabc\r\n0\r\nX-A: 1\r\n\r\n"), Seen("abc", "transfer-encoding: chunked")),
        Passed("a length for a trailer", "9110 §6.5.1", Chunked("3\r\nabc\r\n0\r\nContent-Length: 9\r\n\r\n"), Seen("abc", "transfer-encoding: chunked")),
        Passed("a coding for a trailer", "9110 §6.5.1", Chunked("3\r\nabc\r\n0\r\nTransfer-Encoding: gzip\r\n\r\n"), Seen("abc", "transfer-encoding: chunked")),
        Passed("a cookie for a trailer", "9110 §6.5.1", Chunked("3\r\nabc\r\n0\r\nSet-Cookie: a=1\r\n\r\n"), Seen("abc", "transfer-encoding: chunked")),
        Passed("Connection for a trailer", "9110 §6.5.1", Chunked("3\r\nabc\r\n0\r\nConnection: close\r\n\r\n"), Seen("abc", "transfer-encoding: chunked")),
    ];

    private static string Escaped(string chunks) =>
        chunks.Replace("\r", "\\r", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal).Replace("\0", "\\0", StringComparison.Ordinal).Replace("\t", "\\t", StringComparison.Ordinal);
}
