using Pingap.EndToEnd.Tests.Wire.Requests;
using static Pingap.EndToEnd.Tests.Wire.Http2.Frames;
using static Pingap.EndToEnd.Tests.Wire.Requests.Given;

namespace Pingap.EndToEnd.Tests.Wire.Http2;

/// <summary>What a client may send on a stream.</summary>
internal static class Http2Rows
{
    public static IEnumerable<RequestRow> All { get; } =
    [
        .. from each in new[]
        {
            ("a blank in a name", "x a"), ("a colon in a name", "x:a"), ("a CR in a name", "x\ra"), ("a LF in a name", "x\na"), ("a NUL in a name", "x\0a"),
            ("a line end and a field in a name", "x: 1\r\nx-b"), ("a capital in a name", "X-a"), ("a letter beyond ASCII in a name", "x-\u00e9"), ("an empty name", ""),
            ("a control character in a name", "x\u0001a"), ("a DEL in a name", "x\u007fa"), ("parentheses in a name", "x(a)"), ("a tab behind a name", "x-a\t"),
            ("a blank behind a name", "content-length "), ("a colon for a name", ":"), ("two colons before a name", "::x"),
        }
        select Refused(each.Item1, "9113 §8.2.1", With((each.Item2, "1"))),
        .. from each in new[]
        {
            ("a CR in a value", "1\r2"), ("a LF in a value", "1\n2"), ("a NUL in a value", "1\0"), ("a line end and a field in a value", "1\r\nx-b: 2"),
            ("a line end and a request in a value", "1\r\n\r\nGET /smuggled HTTP/1.1\r\nhost: a"), ("a control character in a value", "1\u0001"), ("a DEL in a value", "1\u007f"),
            ("a blank before a value", " 1"), ("a blank behind a value", "1 "), ("a tab before a value", "\t1"), ("a tab behind a value", "1\t"),
        }
        select Refused(each.Item1, "9113 §8.2.1", With(("x-a", each.Item2))),
        .. from each in new[]
        {
            ("connection", "close"), ("connection", "keep-alive"), ("connection", "x-a"), ("keep-alive", "timeout=5"), ("proxy-connection", "keep-alive"),
            ("transfer-encoding", "chunked"), ("transfer-encoding", "identity"), ("transfer-encoding", ""), ("upgrade", "foo"), ("upgrade", "h2c"), ("http2-settings", "AAMAAABk"),
            ("te", "gzip"), ("te", "trailers, gzip"), ("te", "chunked"),
        }
        select Refused($"{each.Item1}: {each.Item2}", "9113 §8.2.2", With((each.Item1, each.Item2))),
        Refused("a transfer coding of a body", "9113 §8.2.2", Body("abc", ("transfer-encoding", "chunked"))),
        .. from each in new[] { "+3", "-0", "-3", "0x3", "3, 3", "3;", " 3", "3 ", "", "x", "9223372036854775808", "0000000000000000000000003", "3\0", "3\r\n" }
        select Refused($"content-length: {each}", "9110 §8.6", Body("abc", ("content-length", each))),
        Refused("two lengths", "9113 §8.1.1", Body("abc", ("content-length", "3"), ("content-length", "3"))),
        Refused("a length and no body", "9113 §8.1.1", With(("content-length", "3"))),
        Cut("a length beyond the body", "9113 §8.1.1", Body("abc", ("content-length", "4"))),
        Cut("a length short of the body", "9113 §8.1.1", Body("abc", ("content-length", "2"))),
        Cut("a length of zero and a body", "9113 §8.1.1", Body("abc", ("content-length", "0"))),
        Cut("a body that ends in a reset", "9113 §8.1", Headers(Complete, Block([.. Pseudo("POST")])) + Data(0, "abc") + Frame(3, 0, 1, "\0\0\0\u0008")),
        .. from each in new[] { ":method", ":scheme", ":path" }
        select Refused($"no {each}", "9113 §8.3.1", Headers(Last | Complete, Block([.. Pseudo().Where(field => field.Name != each)]))),
        .. from each in Pseudo()
        select Refused($"{each.Name} twice", "9113 §8.3", Headers(Last | Complete, Block([.. Pseudo(), each]))),
        .. from each in Pseudo()
        select Refused($"{each.Name} behind a field", "9113 §8.3", Headers(Last | Complete, Block([.. Pseudo().Where(field => field.Name != each.Name), ("x-a", "1"), each]))),
        Refused("a pseudo-header that is not known", "9113 §8.3", Headers(Last | Complete, Block([.. Pseudo(), (":x", "1")]))),
        Refused("a pseudo-header of responses", "9113 §8.3.2", Headers(Last | Complete, Block([.. Pseudo(), (":status", "200")]))),
        Refused(":protocol without CONNECT", "8441 §4", Headers(Last | Complete, Block([.. Pseudo(), (":protocol", "websocket")]))),
        .. from each in new[] { "", "x", "*", "/a b", "/a\rb", "/a\nb", "/a\0b", "/a\tb", "/caf\u00e9", "/a#b", "/../a", "/%zz", "http://b/", "/ HTTP/1.1\r\nx: 1\r\n\r\nGET /smuggled" }
        select Refused($":path {each}", "9113 §8.3.1", Headers(Last | Complete, Block([.. Pseudo(path: each)]))),
        .. from each in new[] { "", "GE T", "GET\r", "G\u00c9T", "GET / HTTP/1.1\r\nx:", "(GET)" }
        select Refused($":method {each}", "9113 §8.3.1", Headers(Last | Complete, Block([.. Pseudo(method: each)]))),
        .. from each in new[] { "", "ftp", "https", "http ", "HTTP:" }
        select Refused($":scheme {each}", "9113 §8.3.1", Headers(Last | Complete, Block([.. Pseudo(scheme: each)]))),
        .. from each in new[] { "u@a", "a/b", "a b", "a\r\nx: 1", "a:99999", "a,b", "[::1" }
        select Refused($":authority {each}", "9113 §8.3.1", Headers(Last | Complete, Block([.. Pseudo(authority: each)]))),
        Refused("no host at all", "9113 §8.3.1", Headers(Last | Complete, Block([.. Pseudo().Where(field => field.Name is not ":authority")]))),
        Refused("two hosts", "9110 §7.2", Headers(Last | Complete, Block([.. Pseudo().Where(field => field.Name is not ":authority"), ("host", "a"), ("host", "b")]))),
        Refused("a path for CONNECT", "9113 §8.5", Headers(Last | Complete, Block([.. Pseudo(method: "CONNECT")])), 400, 501),
        Cut("a pseudo-header in the trailers", "9113 §8.1", Trailed((":path", "/"))),
        Cut("a capital in a trailer's name", "9113 §8.2.1", Trailed(("X-a", "1"))),
        Cut("a connection field in the trailers", "9113 §8.2.2", Trailed(("connection", "close"))),
        Cut("trailers that end nothing", "9113 §8.1", Headers(Complete, Block([.. Pseudo("POST")])) + Data(0, "abc") + Headers(Complete, Block(("x-a", "1")))),
        Refused("more than 100 fields", "6585 §5", With([.. Enumerable.Range(0, 101).Select(i => ($"x-{i}", "1"))])),
        Refused("an index that no table has", "7541 §6.1", Headers(Last | Complete, Block([.. Pseudo()]) + "\u00ff\u007f")),
        Refused("a text beyond the block", "7541 §5.2", Headers(Last | Complete, Block([.. Pseudo()]) + "\0\u0005x")),
        Refused("a Huffman code that is none", "7541 §5.2", Headers(Last | Complete, Block([.. Pseudo()]) + "\0\u0081\0\u0001x")),
        Refused("an even stream", "9113 §5.1.1", Headers(Last | Complete, Block([.. Pseudo()]), stream: 2)),
        Refused("HEADERS on no stream", "9113 §6.2", Headers(Last | Complete, Block([.. Pseudo()]), stream: 0)),
        Refused("CONTINUATION of nothing", "9113 §6.10", Frame(9, Complete, 1, Block([.. Pseudo()]))),
        Refused("DATA of no stream", "9113 §6.1", Data(Last, "abc", stream: 0)),
        Refused("DATA of an idle stream", "9113 §5.1", Data(Last, "abc")),
        Refused("another frame in a header block", "9113 §4.3", Headers(Last, Block([.. Pseudo()])) + Frame(6, 0, 0, "12345678")),
        Refused("more padding than frame", "9113 §6.2", Headers(Last | Complete | 8, "\u00ff" + Block([.. Pseudo()]))),
        Refused("a frame beyond 16 KiB", "9113 §4.2", Frame(1, Last | Complete, 1, new string('x', 17 * 1024))),
        Passed("te: trailers", "9113 §8.2.2", With(("te", "trailers")), SeenGet("/", "connection: TE", "te: trailers")),
        Passed("a Host beside another :authority", "9113 §8.3.1", With(("host", "b")), SeenGet()),
        Passed("a Host in place of :authority", "9113 §8.3.1", Headers(Last | Complete, Block([.. Pseudo().Where(field => field.Name is not ":authority"), ("host", "b")])), SeenGet("/", "host: b")),
        Passed("cookies in crumbs", "9113 §8.2.3", With(("cookie", "a=1"), ("cookie", "b=2")), SeenGet("/", "cookie: a=1; b=2")),
        Passed("octets beyond ASCII in a value of a stream", "9113 §8.2.1", With(("x-a", "caf\u00e9")), SeenGet("/", "x-a: caf\u00e9")),
        Passed("an empty value of a stream", "9113 §8.2.1", With(("x-a", "")), SeenGet("/", "x-a: ")),
        Passed("a body of its length", "9113 §8.1.1", Body("abc", ("content-length", "3")), SeenPost("content-length: 3")),
        Passed("a body without a length", "9113 §8.1.1", Body("abc"), SeenPost("transfer-encoding: chunked")),
        Passed("a body that looks like a request on a stream", "9113 §8.1.1", Body(Smuggled), Seen("POST / HTTP/1.1", Smuggled, "transfer-encoding: chunked")),
        Passed("a field that is a trailer", "9113 §8.1", Trailed(("x-a", "1")), SeenPost("transfer-encoding: chunked")),
        Passed("a length that is a trailer", "9110 §6.5.1", Trailed(("content-length", "9")), SeenPost("transfer-encoding: chunked")),
        Passed("padding", "9113 §6.2", Headers(Last | Complete | 8, "\u0003" + Block([.. Pseudo()]) + "\0\0\0"), SeenGet()),
        Passed("a header block in two frames", "9113 §6.10", Headers(Last, Block([.. Pseudo()])) + Frame(9, Complete, 1, Block(("x-a", "1"))), SeenGet("/", "x-a: 1")),
        Passed("a frame of a kind that is not known", "9113 §5.5", Frame(0xfa, 0, 0, "abc") + With(), SeenGet()),
    ];

    private static (string Name, string Value)[] Pseudo(string method = "GET", string path = "/", string scheme = "http", string authority = "a") =>
        [(":method", method), (":scheme", scheme), (":authority", authority), (":path", path)];

    private static string With(params IReadOnlyList<(string Name, string Value)> fields) => Headers(Last | Complete, Block([.. Pseudo(), .. fields]));

    private static string Body(string body, params IReadOnlyList<(string Name, string Value)> fields) =>
        Headers(Complete, Block([.. Pseudo("POST"), .. fields])) + Data(Last, body);

    private static string Trailed(params IReadOnlyList<(string Name, string Value)> trailers) =>
        Headers(Complete, Block([.. Pseudo("POST")])) + Data(0, "abc") + Headers(Last | Complete, Block(trailers));
}
