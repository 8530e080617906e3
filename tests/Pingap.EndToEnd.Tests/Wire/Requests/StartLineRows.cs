using static Pingap.EndToEnd.Tests.Wire.Requests.Given;

namespace Pingap.EndToEnd.Tests.Wire.Requests;

/// <summary>Request lines: method, blanks and version.</summary>
internal static class StartLineRows
{
    public static IEnumerable<RequestRow> All { get; } =
    [
        Refused("version in small letters", "9112 §2.3", "GET / http/1.1\r\nHost: a\r\n\r\n", 400, 505),
        Refused("version 1.2", "9110 §2.5", "GET / HTTP/1.2\r\nHost: a\r\n\r\n", 400, 505),
        Refused("version 2.0", "9110 §15.6.6", "GET / HTTP/2.0\r\nHost: a\r\n\r\n", 400, 505),
        Refused("version 0.9", "9112 §2.3", "GET / HTTP/0.9\r\nHost: a\r\n\r\n", 400, 505),
        Refused("version with a letter behind it", "9112 §2.3", "GET / HTTP/1.1x\r\nHost: a\r\n\r\n", 400, 505),
        Refused("version without a dot", "9112 §2.3", "GET / HTTP/11\r\nHost: a\r\n\r\n", 400, 505),
        Refused("version of three digits", "9112 §2.3", "GET / HTTP/1.10\r\nHost: a\r\n\r\n", 400, 505),
        Refused("version with a comma", "9112 §2.3", "GET / HTTP/1,1\r\nHost: a\r\n\r\n", 400, 505),
        Refused("another protocol", "9112 §2.3", "GET / ICAP/1.0\r\nHost: a\r\n\r\n", 400, 505),
        Refused("no version", "9112 §3", "GET /\r\n\r\n" + Smuggled, 400, 505),
        Refused("no version, and a blank for it", "9112 §3", "GET / \r\n\r\n" + Smuggled, 400, 505),
        Refused("no target", "9112 §3", "GET HTTP/1.1\r\nHost: a\r\n\r\n", 400, 505),
        Refused("nothing but a method", "9112 §3", "GET\r\nHost: a\r\n\r\n", 400, 505),
        Refused("two blanks after the method", "9112 §3", "GET  / HTTP/1.1\r\nHost: a\r\n\r\n", 400, 505),
        Refused("a tab after the method", "9112 §3", "GET\t/ HTTP/1.1\r\nHost: a\r\n\r\n", 400, 505),
        Refused("a blank after the version", "9112 §3", "GET / HTTP/1.1 \r\nHost: a\r\n\r\n", 400, 505),
        Refused("a blank before the method", "9112 §3", " GET / HTTP/1.1\r\nHost: a\r\n\r\n", 400, 505),
        Refused("a word too many", "9112 §3", "GET / x HTTP/1.1\r\nHost: a\r\n\r\n", 400, 505),
        Refused("a bare LF ends the line", "9112 §2.2", "GET / HTTP/1.1\nHost: a\r\n\r\n", 400, 505),
        Refused("a bare CR ends the line", "9112 §2.2", "GET / HTTP/1.1\rHost: a\r\n\r\n", 400, 505),
        Refused("two CR end the line", "9112 §2.2", "GET / HTTP/1.1\r\r\nHost: a\r\n\r\n", 400, 505),
        Refused("a CR in the method", "9110 §9.1", "GE\rT / HTTP/1.1\r\nHost: a\r\n\r\n"),
        Refused("a NUL in the method", "9110 §9.1", "GE\0T / HTTP/1.1\r\nHost: a\r\n\r\n"),
        Refused("a colon in the method", "9110 §9.1", "GE:T / HTTP/1.1\r\nHost: a\r\n\r\n"),
        Refused("parentheses around the method", "9110 §9.1", "(GET) / HTTP/1.1\r\nHost: a\r\n\r\n"),
        Refused("a slash in the method", "9110 §9.1", "GET/x / HTTP/1.1\r\nHost: a\r\n\r\n"),
        Refused("a letter beyond ASCII in the method", "9110 §9.1", "G\u00c9T / HTTP/1.1\r\nHost: a\r\n\r\n"),
        Refused("an empty method", "9110 §9.1", " / HTTP/1.1\r\nHost: a\r\n\r\n"),
        Refused("a comma in the method", "9110 §9.1", "GET,POST / HTTP/1.1\r\nHost: a\r\n\r\n"),
        Refused("a line beyond 16 KiB", "9112 §3", $"GET /{new string('x', 17 * 1024)} HTTP/1.1\r\nHost: a\r\n\r\n", 414),
        Refused("the beginning of a TLS handshake", "9112 §3", "\u0016\u0003\u0001\u0002\0\u0001\0\u0001\u00fc\u0003\u0003\r\n\r\n"),
        Refused("a status line", "9112 §3", "HTTP/1.1 200 OK\r\nHost: a\r\n\r\n"),
        Refused("a NUL before the request", "9112 §2.2", "\0GET / HTTP/1.1\r\nHost: a\r\n\r\n"),
        Refused("a byte order mark before the request", "9112 §2.2", "\u00ef\u00bb\u00bfGET / HTTP/1.1\r\nHost: a\r\n\r\n"),
        Passed("an empty line before the request", "9112 §2.2", "\r\n" + Get(), SeenGet()),
        // RFC 9112 §3 lets servers part the words of the line by any whitespace, and §2.2 wants empty lines before it ignored.
        Passed("two blanks before the version", "9112 §3", "GET /  HTTP/1.1\r\nHost: a\r\n\r\n", SeenGet()),
        Passed("a tab before the version", "9112 §3", "GET /\tHTTP/1.1\r\nHost: a\r\n\r\n", SeenGet()),
        Passed("a CR before the request", "9112 §2.2", "\r" + Get(), SeenGet()),
        Passed("a LF before the request", "9112 §2.2", "\n" + Get(), SeenGet()),
        // The server below takes any octet for the blank behind a path of one slash, and does not show it: what is asked for is "/", whatever it was.
        Passed("a CR before the version", "9112 §3", "GET /\rHTTP/1.1\r\nHost: a\r\n\r\n", SeenGet()),
        Passed("a letter in place of the blank before the version", "9112 §3", "GET /xHTTP/1.1\r\nHost: a\r\n\r\n", SeenGet()),
        Refused("a letter in place of the blank behind a longer path", "9112 §3", "GET /a/xHTTP/1.1\r\nHost: a\r\n\r\n", 400, 505),
        Refused("a CR behind a longer path", "9112 §3", "GET /a/\rHTTP/1.1\r\nHost: a\r\n\r\n", 400, 505),
        Passed("two blanks behind a longer path", "9112 §3", "GET /a  HTTP/1.1\r\nHost: a\r\n\r\n", SeenGet("/a")),
        Refused("a tab and a word before the version", "9112 §3", "GET /\tx HTTP/1.1\r\nHost: a\r\n\r\n", 400, 505),
        Refused("a tab before the blank before the version", "9112 §3", "GET /\t HTTP/1.1\r\nHost: a\r\n\r\n", 400, 505),
        Passed("a method of its own", "9110 §9.1", "FROB / HTTP/1.1\r\nHost: a\r\n\r\n", Seen("FROB / HTTP/1.1", "")),
        Passed("a method in small letters, which is another", "9110 §9.1", "get / HTTP/1.1\r\nHost: a\r\n\r\n", Seen("get / HTTP/1.1", "")),
        Passed("a method of all that tokens may have", "9110 §5.6.2", "A!#$%&'*+-.^_`|~9 / HTTP/1.1\r\nHost: a\r\n\r\n", Seen("A!#$%&'*+-.^_`|~9 / HTTP/1.1", "")),
    ];
}
