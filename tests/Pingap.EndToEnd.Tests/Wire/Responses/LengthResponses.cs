using static Pingap.EndToEnd.Tests.Wire.Responses.Answering;

namespace Pingap.EndToEnd.Tests.Wire.Responses;

/// <summary>Where the body of a response ends.</summary>
internal static class LengthResponses
{
    public static IEnumerable<ResponseRow> All { get; } =
    [
        .. from each in new[] { "+3", "-3", "-0", "0x3", "3;", "3.0", "3 0", "", "x", "9223372036854775808", "18446744073709551619", "\u00b3", "3, 4", "3\0" }
        select Refused($"Content-Length: {each}", "9110 §8.6", Ok($"Content-Length: {each}", "abc" + Smuggled)),
        Refused("two lengths", "9112 §6.3", Ok("Content-Length: 3\r\nContent-Length: 4", "abc" + Smuggled)),
        Refused("two lengths, the smaller one last", "9112 §6.3", Ok("Content-Length: 4\r\nContent-Length: 3", "abc" + Smuggled)),
        new("two equal lengths", "9112 §6.3", new(Running.PlayEnd.Stay, Ok("Content-Length: 3\r\nContent-Length: 3", "abc")), Outcome.PassedOrRefused) { Seen = Seen("abc", "content-length: 3") },
        new("a list of equal lengths", "9110 §8.6", new(Running.PlayEnd.Stay, Ok("Content-Length: 3, 3", "abc")), Outcome.PassedOrRefused) { Seen = Seen("abc", "content-length: 3") },
        Refused("a length beside a coding", "9112 §6.3", Ok("Content-Length: 3\r\nTransfer-Encoding: chunked", Chunks + Smuggled)),
        Refused("a coding beside a length", "9112 §6.3", Ok("Transfer-Encoding: chunked\r\nContent-Length: 3", Chunks + Smuggled)),
        Refused("gzip", "9112 §6.1", Ok("Transfer-Encoding: gzip", "abc")),
        Refused("gzip, then chunked", "9112 §6.1", Ok("Transfer-Encoding: gzip, chunked", Chunks)),
        Refused("chunked, then gzip", "9112 §6.1", Ok("Transfer-Encoding: chunked, gzip", Chunks)),
        Refused("chunked twice", "9112 §6.1", Ok("Transfer-Encoding: chunked, chunked", Chunks)),
        Refused("chunked on two lines", "9112 §6.1", Ok("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked", Chunks)),
        Refused("identity", "9112 §6.1", Ok("Transfer-Encoding: identity", "abc")),
        Refused("a coding that is nearly chunked", "9112 §6.1", Ok("Transfer-Encoding: xchunked", Chunks)),
        Refused("chunked behind a vertical tab", "9112 §6.1", Ok("Transfer-Encoding: \u000bchunked", Chunks)),
        Refused("an empty coding", "9112 §6.1", Ok("Transfer-Encoding:", Chunks)),
        Refused("chunked in HTTP/1.0", "9112 §6.1", "HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + Chunks),
        BrokenAtEnd("a body shorter than its length", "9112 §8", Ok("Content-Length: 5", "abc")),
        BrokenAtEnd("no body for a length", "9112 §8", Ok("Content-Length: 5", "")),
        PassedLast("octets behind the body", "9112 §6.3", Ok("Content-Length: 3", "abc" + Smuggled), Seen("abc", "content-length: 3")),
        PassedLast("a line end behind the body", "9112 §6.3", Ok("Content-Length: 3", "abc\r\n"), Seen("abc", "content-length: 3")),
        PassedLast("octets behind the last chunk", "9112 §6.3", Chunked(Chunks + Smuggled), Seen("abc", "transfer-encoding: chunked")),
        PassedLast("octets behind a length of zero", "9112 §6.3", Ok("Content-Length: 0", "abc"), Seen("", "content-length: 0")),
        PassedLast("a body of a 204", "9112 §6.3", "HTTP/1.1 204 No Content\r\n\r\nabc", SeenAs("204 No Content", "")),
        PassedLast("a body of a 304", "9112 §6.3", "HTTP/1.1 304 Not Modified\r\nETag: \"a\"\r\n\r\nabc", SeenAs("304 Not Modified", "", "etag: \"a\"")),
        For("HEAD", PassedLast("a body for HEAD", "9112 §6.3", Ok("Content-Length: 3", "abc"), Seen("", "content-length: 3"))),
        For("HEAD", PassedLast("chunks for HEAD", "9112 §6.3", Chunked(Chunks), Seen("", "transfer-encoding: chunked"))),
        For("HEAD", Passed("a length for HEAD", "9110 §8.6", Ok("Content-Length: 3", ""), Seen("", "content-length: 3"))),
        Passed("a length of a 304", "9110 §8.6", "HTTP/1.1 304 Not Modified\r\nContent-Length: 3\r\n\r\n", SeenAs("304 Not Modified", "", "content-length: 3")),
        Passed("a length with zeros in front", "9110 §8.6", Ok("Content-Length: 0003", "abc"), Seen("abc", "content-length: 3")),
        Passed("a length of its body", "9110 §8.6", Ok("Content-Length: 3", "abc"), Seen("abc", "content-length: 3")),
        PassedAtEnd("a body that ends with its connection", "9112 §6.3", Ok("X-A: 1", "abc"), Seen("abc", "transfer-encoding: chunked", "x-a: 1")),
        PassedAtEnd("a body of HTTP/1.0", "9112 §6.3", "HTTP/1.0 200 OK\r\n\r\nabc", Seen("abc", "transfer-encoding: chunked")),
        PassedLast("HTTP/1.0 with a length", "9112 §9.3", "HTTP/1.0 200 OK\r\nContent-Length: 3\r\n\r\nabc", Seen("abc", "content-length: 3")),
        PassedLast("Connection: close", "9112 §9.6", Ok("Connection: close\r\nContent-Length: 3", "abc"), Seen("abc", "content-length: 3")),
    ];
}
