using System.Globalization;
using static Pingap.EndToEnd.Tests.Wire.Responses.Answering;

namespace Pingap.EndToEnd.Tests.Wire.Responses;

/// <summary>Status lines, fields, interim answers, and what belongs to the backend's connection only.</summary>
internal static class HeadResponses
{
    public static IEnumerable<ResponseRow> All { get; } =
    [
        .. from each in new[]
        {
            "HTTP/1.1 099 Low", "HTTP/1.1 1000 High", "HTTP/1.1 20 Short", "HTTP/1.1 abc Text", "HTTP/1.1 -20 Less", "HTTP/1.1 600 Beyond", "HTTP/1.1 999 Beyond", "HTTP/1.1 2OO OK", "HTTP/1.1  200 OK",
            "HTTP/1.1\t200 OK", "HTTP/1.1 200\tOK", "HTTP/1.1", "HTTP/2.0 200 OK", "HTTP/2 200 OK", "HTTP/0.9 200 OK", "HTTP/1.1x 200 OK", "http/1.1 200 OK", "HTTP/11 200 OK", "ICY 200 OK",
            " HTTP/1.1 200 OK", "\r\nHTTP/1.1 200 OK", "HTTP/1.1 200 O\0K", "HTTP/1.1 200 O\rK", "HTTP/1.1 200 O\u0001K", "GET / HTTP/1.1", "220 mail.example.com",
        }
        select Refused($"status line {string.Concat(each.Select(c => c < ' ' ? $"\\x{(int)c:x2}" : $"{c}"))}", "9112 §4", $"{each}\r\nContent-Length: 3\r\n\r\nabc"),
        .. from each in new[]
        {
            ("a blank before the colon", "X-A : 1"), ("a tab before the colon", "X-A\t: 1"), ("no colon", "X-A"), ("no name", ": 1"), ("a blank in a name", "X A: 1"), ("a line folded with a blank", "X-A: 1\r\n 2"),
            ("a line folded with a tab", "X-A: 1\r\n\t2"), ("a NUL in a value", "X-A: 1\0"), ("a CR in a value", "X-A: 1\r2"), ("a LF in a value", "X-A: 1\n2"), ("a LF and a field in a value", "X-A: 1\nX-B: 2"),
            ("a control character in a value", "X-A: 1\u0001"), ("a DEL in a value", "X-A: 1\u007f"), ("a NUL in a name", "X\0A: 1"), ("a control character in a name", "X\u0001A: 1"), ("parentheses in a name", "X(A): 1"),
            ("a letter beyond ASCII in a name", "X-\u00c9: 1"), ("a CR before a line end", "X-A: 1\r"), ("a blank before the first field", " X-A: 1"), ("a folded length", "Content-Length:\r\n 3"),
        }
        select Refused(each.Item1, "9112 §5", $"HTTP/1.1 200 OK\r\n{each.Item2}\r\nContent-Length: 3\r\n\r\nabc"),
        Refused("a bare LF behind the status line", "9112 §2.2", "HTTP/1.1 200 OK\nContent-Length: 3\r\n\r\nabc"),
        Refused("a bare LF ends the head", "9112 §2.2", "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\nabc"),
        Refused("bare LF everywhere", "9112 §2.2", "HTTP/1.1 200 OK\nContent-Length: 3\n\nabc"),
        Refused("a head beyond 32 KiB", "9112 §5", Ok($"X-A: {new string('x', 70_000)}\r\nContent-Length: 3", "abc")),
        Refused("a head that does not end", "9112 §5", Ok(string.Concat(Enumerable.Range(0, 20_000).Select(i => string.Create(CultureInfo.InvariantCulture, $"X-{i}: 1\r\n"))) + "X: 1", "abc")),
        RefusedAtEnd("nothing", "9112 §8"),
        RefusedAtEnd("a status line that is cut", "9112 §8", "HTTP/1.1 20"),
        RefusedAtEnd("a head that is cut", "9112 §8", "HTTP/1.1 200 OK\r\nContent-Le"),
        RefusedAtEnd("a body without a head", "9112 §2.3", "abc"),
        Refused("an unasked switch of protocols", "9110 §15.2.2", "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: foo\r\n\r\n" + Smuggled),
        Refused("an unasked switch to nothing", "9110 §15.2.2", "HTTP/1.1 101 Switching Protocols\r\n\r\n" + Smuggled),
        Refused("a flood of 100", "9110 §15.2", string.Concat(Enumerable.Repeat("HTTP/1.1 100 Continue\r\n\r\n", 5000)) + Ok("Content-Length: 3", "abc")),
        Refused("a flood of 103", "8297 §2", string.Concat(Enumerable.Repeat("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n", 5000)) + Ok("Content-Length: 3", "abc")),
        RefusedAtEnd("nothing behind a 103", "8297 §2", "HTTP/1.1 103 Early Hints\r\n\r\n"),
        Refused("a body of a 103", "9110 §15.2", "HTTP/1.1 103 Early Hints\r\nContent-Length: 3\r\n\r\nabc" + Ok("Content-Length: 3", "abc")),
        Refused("chunks of a 103", "9112 §6.1", "HTTP/1.1 103 Early Hints\r\nTransfer-Encoding: chunked\r\n\r\n" + Chunks + Ok("Content-Length: 3", "abc")),
        Passed("an unasked 100", "9110 §15.2", "HTTP/1.1 100 Continue\r\n\r\n" + Ok("Content-Length: 3", "abc"), Seen("abc", "content-length: 3")),
        Passed("a 103", "8297 §2", "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" + Ok("Content-Length: 3", "abc"), Seen("abc", "content-length: 3")),
        Passed("a 102 and a 103", "9110 §15.2", "HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 103 Early Hints\r\n\r\n" + Ok("Content-Length: 3", "abc"), Seen("abc", "content-length: 3")),
        Passed("a status of its own", "9110 §15", "HTTP/1.1 299 Odd\r\nContent-Length: 0\r\n\r\n", SeenAs("299 Odd", "", "content-length: 0")),
        Passed("no reason", "9112 §4", "HTTP/1.1 200 \r\nContent-Length: 3\r\n\r\nabc", Seen("abc", "content-length: 3")),
        Borne("no blank behind the status", "9112 §4", "HTTP/1.1 200\r\nContent-Length: 3\r\n\r\nabc", Seen("abc", "content-length: 3")),
        Passed("octets beyond ASCII in a value", "9110 §5.5", Ok("X-A: caf\u00e9 \u00ff\r\nContent-Length: 3", "abc"), Seen("abc", "content-length: 3", "x-a: caf\u00e9 \u00ff")),
        Passed("a tab in a value", "9110 §5.5", Ok("X-A: 1\t2\r\nContent-Length: 3", "abc"), Seen("abc", "content-length: 3", "x-a: 1\t2")),
        Passed("an empty value", "9110 §5.5", Ok("X-A:\r\nContent-Length: 3", "abc"), Seen("abc", "content-length: 3", "x-a: ")),
        Passed("blanks around a value", "9112 §5", Ok("X-A: \t1 2\t \r\nContent-Length: \t3 ", "abc"), Seen("abc", "content-length: 3", "x-a: 1 2")),
        Passed("a field twice", "9110 §5.3", Ok("Set-Cookie: a=1\r\nSet-Cookie: b=2\r\nContent-Length: 3", "abc"), Seen("abc", "content-length: 3", "set-cookie: a=1, b=2")),
        Passed("a field named in Connection", "9110 §7.6.1", Ok("Connection: X-A, x-b\r\nX-A: 1\r\nX-B: 2\r\nX-C: 3\r\nContent-Length: 3", "abc"), Seen("abc", "content-length: 3", "x-c: 3")),
        PassedLast("a field named beside close", "9110 §7.6.1", Ok("X-A: 1\r\nConnection: close, X-A\r\nContent-Length: 3", "abc"), Seen("abc", "content-length: 3")),
        Passed("fields named on two lines", "9110 §7.6.1", Ok("Connection: X-A\r\nConnection: X-B\r\nX-A: 1\r\nX-B: 2\r\nContent-Length: 3", "abc"), Seen("abc", "content-length: 3")),
        Passed("a length named in Connection", "9112 §6", Ok("Connection: Content-Length\r\nContent-Length: 3", "abc"), Seen("abc", "content-length: 3")),
        Passed("fields of the connection that are not named", "9110 §7.6.1", Ok("Keep-Alive: timeout=5\r\nProxy-Connection: keep-alive\r\nUpgrade: foo\r\nTE: gzip\r\nContent-Length: 3", "abc"), Seen("abc", "content-length: 3")),
        Passed("Proxy-Authenticate", "9110 §11.7.1", Ok("Proxy-Authenticate: Basic\r\nContent-Length: 3", "abc"), Seen("abc", "content-length: 3")),
    ];
}
