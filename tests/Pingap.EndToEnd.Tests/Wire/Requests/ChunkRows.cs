using static Pingap.EndToEnd.Tests.Wire.Requests.Given;

namespace Pingap.EndToEnd.Tests.Wire.Requests;

/// <summary>Chunks and trailers.</summary>
internal static class ChunkRows
{
    public static IEnumerable<RequestRow> All { get; } =
    [
        Cut("a plus sign before a size", "9112 §7.1", Chunked("+3\r\nabc\r\n0\r\n\r\n" + Smuggled)),
        Cut("a minus sign before a size", "9112 §7.1", Chunked("-3\r\nabc\r\n0\r\n\r\n" + Smuggled)),
        Cut("a size with 0x", "9112 §7.1", Chunked("0x3\r\nabc\r\n0\r\n\r\n" + Smuggled)),
        Cut("a blank before a size", "9112 §7.1", Chunked(" 3\r\nabc\r\n0\r\n\r\n" + Smuggled)),
        Cut("a blank after a size", "9112 §7.1", Chunked("3 \r\nabc\r\n0\r\n\r\n" + Smuggled)),
        Cut("a tab after a size", "9112 §7.1", Chunked("3\t\r\nabc\r\n0\r\n\r\n" + Smuggled)),
        Cut("a size of no digits", "9112 §7.1", Chunked("\r\nabc\r\n0\r\n\r\n" + Smuggled)),
        Cut("a size of letters", "9112 §7.1", Chunked("g\r\nabc\r\n0\r\n\r\n" + Smuggled)),
        Cut("a digit and a letter", "9112 §7.1", Chunked("3g\r\nabc\r\n0\r\n\r\n" + Smuggled)),
        Cut("a fraction of a size", "9112 §7.1", Chunked("3.0\r\nabc\r\n0\r\n\r\n" + Smuggled)),
        Cut("a separator in a size", "9112 §7.1", Chunked("0_3\r\nabc\r\n0\r\n\r\n" + Smuggled)),
        Cut("a size beyond 64 bits", "9112 §7.1", Chunked("10000000000000003\r\nabc\r\n0\r\n\r\n" + Smuggled)),
        Cut("a size of 64 ones", "9112 §7.1", Chunked("ffffffffffffffff\r\nabc\r\n0\r\n\r\n" + Smuggled)),
        Cut("a size beyond 32 bits that ends like another", "9112 §7.1", Chunked("100000003\r\nabc\r\n0\r\n\r\n" + Smuggled)),
        Cut("a NUL after a size", "9112 §7.1", Chunked("3\0\r\nabc\r\n0\r\n\r\n" + Smuggled)),
        Cut("a bare LF after a size", "9112 §2.2", Chunked("3\nabc\r\n0\r\n\r\n" + Smuggled)),
        Cut("a bare CR after a size", "9112 §2.2", Chunked("3\rabc\r\n0\r\n\r\n" + Smuggled)),
        Cut("two CR after a size", "9112 §2.2", Chunked("3\r\r\nabc\r\n0\r\n\r\n" + Smuggled)),
        Cut("nothing after the data", "9112 §7.1", Chunked("3\r\nabc0\r\n\r\n" + Smuggled)),
        Cut("a bare LF after the data", "9112 §2.2", Chunked("3\r\nabc\n0\r\n\r\n" + Smuggled)),
        Cut("a bare CR after the data", "9112 §2.2", Chunked("3\r\nabc\r0\r\n\r\n" + Smuggled)),
        Cut("more data than the size says", "9112 §7.1", Chunked("3\r\nabcd\r\n0\r\n\r\n" + Smuggled)),
        Cut("less data than the size says", "9112 §7.1", Chunked("4\r\nabc\r\n0\r\n\r\n" + Smuggled)),
        Cut("a line end too many after the data", "9112 §7.1", Chunked("3\r\nabc\r\n\r\n0\r\n\r\n" + Smuggled)),
        Cut("a bare LF in an extension", "9112 §7.1.1", Chunked("3;a\nabc\r\n0\r\n\r\n" + Smuggled)),
        Cut("a bare CR in an extension", "9112 §7.1.1", Chunked("3;a\rb\r\nabc\r\n0\r\n\r\n" + Smuggled)),
        Cut("a LF in a quoted extension", "9112 §7.1.1", Chunked("3;a=\"\n\"\r\nabc\r\n0\r\n\r\n" + Smuggled)),
        Cut("a bare LF after the last chunk", "9112 §2.2", Chunked("3\r\nabc\r\n0\n\r\n" + Smuggled)),
        Cut("a bare LF ends the body", "9112 §2.2", Chunked("3\r\nabc\r\n0\r\n\n" + Smuggled)),
        Cut("a blank before the colon of a trailer", "9112 §5.1", Chunked("3\r\nabc\r\n0\r\nX-A : 1\r\n\r\n" + Smuggled)),
        Cut("a trailer without a colon", "9112 §7.1.2", Chunked("3\r\nabc\r\n0\r\nX-A\r\n\r\n" + Smuggled)),
        Cut("a folded trailer", "9112 §5.2", Chunked("3\r\nabc\r\n0\r\nX-A: 1\r\n 2\r\n\r\n" + Smuggled)),
        Cut("a bare LF after a trailer", "9112 §2.2", Chunked("3\r\nabc\r\n0\r\nX-A: 1\n\r\n" + Smuggled)),
        Cut("a bare CR in a trailer", "9112 §2.2", Chunked("3\r\nabc\r\n0\r\nX-A: 1\r2\r\n\r\n" + Smuggled)),
        Cut("a NUL in a trailer", "9110 §5.5", Chunked("3\r\nabc\r\n0\r\nX-A: \0\r\n\r\n" + Smuggled)),
        Cut("trailers beyond 32 KiB", "6585 §5", Chunked($"3\r\nabc\r\n0\r\nX-A: {new string('x', 40_000)}\r\n\r\n" + Smuggled), 400, 431),
        Passed("an extension", "9112 §7.1.1", Chunked("3;a=b\r\nabc\r\n0\r\n\r\n"), SeenPost("transfer-encoding: chunked")),
        // Extensions are nobody's but this connection's, and go no further; the server below does not show them.
        Passed("a NUL in an extension", "9112 §7.1.1", Chunked("3;a\0\r\nabc\r\n0\r\n\r\n"), SeenPost("transfer-encoding: chunked")),
        Passed("a quoted extension", "9112 §7.1.1", Chunked("3;a=\"b\"\r\nabc\r\n0\r\n\r\n"), SeenPost("transfer-encoding: chunked")),
        Passed("an extension of the last chunk", "9112 §7.1.1", Chunked("3\r\nabc\r\n0;a\r\n\r\n"), SeenPost("transfer-encoding: chunked")),
        Passed("a size in capitals", "9112 §7.1", Chunked("A\r\n0123456789\r\n0\r\n\r\n"), Seen("POST / HTTP/1.1", "0123456789", "transfer-encoding: chunked")),
        Passed("zeros before a size", "9112 §7.1", Chunked("0003\r\nabc\r\n0\r\n\r\n"), SeenPost("transfer-encoding: chunked")),
        Passed("a last chunk of three zeros", "9112 §7.1", Chunked("3\r\nabc\r\n000\r\n\r\n"), SeenPost("transfer-encoding: chunked")),
        Passed("several chunks", "9112 §7.1", Chunked("1\r\na\r\n2\r\nbc\r\n0\r\n\r\n"), SeenPost("transfer-encoding: chunked")),
        Passed("no chunk but the last", "9112 §7.1", Chunked("0\r\n\r\n"), Seen("POST / HTTP/1.1", "", "transfer-encoding: chunked")),
        Passed("a line end in the data", "9112 §7.1", Chunked("5\r\n\r\n0\r\n\r\n0\r\n\r\n"), Seen("POST / HTTP/1.1", "\r\n0\r\n", "transfer-encoding: chunked")),
        Passed("a trailer", "9112 §7.1.2", Chunked("3\r\nabc\r\n0\r\nX-A: 1\r\n\r\n"), SeenPost("transfer-encoding: chunked")),
        Passed("a length for a trailer", "9110 §6.5.1", Chunked("3\r\nabc\r\n0\r\nContent-Length: 9\r\n\r\n"), SeenPost("transfer-encoding: chunked")),
        Passed("a coding for a trailer", "9110 §6.5.1", Chunked("3\r\nabc\r\n0\r\nTransfer-Encoding: gzip\r\n\r\n"), SeenPost("transfer-encoding: chunked")),
        Passed("a Host for a trailer", "9110 §6.5.1", Chunked("3\r\nabc\r\n0\r\nHost: b\r\n\r\n"), SeenPost("transfer-encoding: chunked")),
    ];
}
