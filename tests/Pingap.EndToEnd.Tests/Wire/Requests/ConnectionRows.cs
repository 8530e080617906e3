using static Pingap.EndToEnd.Tests.Wire.Requests.Given;

namespace Pingap.EndToEnd.Tests.Wire.Requests;

/// <summary>Connection, and the fields that end with it.</summary>
internal static class ConnectionRows
{
    public static IEnumerable<RequestRow> All { get; } =
    [
        PassedLast("a field named in Connection", "9110 §7.6.1", Get("Connection: X-A\r\nX-A: 1\r\nX-B: 2"), SeenGet("/", "x-b: 2")),
        PassedLast("a field named beside close", "9110 §7.6.1", Get("Connection: close, X-A\r\nX-A: 1\r\nX-B: 2"), SeenGet("/", "x-b: 2")),
        PassedLast("a field named before close", "9110 §7.6.1", Get("Connection: X-A, close\r\nX-A: 1\r\nX-B: 2"), SeenGet("/", "x-b: 2")),
        PassedLast("a field named beside keep-alive", "9110 §7.6.1", Get("Connection: keep-alive, X-A\r\nX-A: 1\r\nX-B: 2"), SeenGet("/", "x-b: 2")),
        PassedLast("a field named on a line of its own after close", "9110 §7.6.1", Get("Connection: close\r\nConnection: X-A\r\nX-A: 1"), SeenGet()),
        PassedLast("a field named on a line of its own before close", "9110 §7.6.1", Get("Connection: X-A\r\nConnection: close\r\nX-A: 1"), SeenGet()),
        PassedLast("a field named on a line of its own beside keep-alive", "9110 §7.6.1", Get("Connection: X-A\r\nConnection: keep-alive\r\nX-A: 1"), SeenGet()),
        PassedLast("a field before the Connection that names it", "9110 §7.6.1", Get("X-A: 1\r\nConnection: x-a, Close"), SeenGet()),
        PassedLast("two fields named in Connection", "9110 §7.6.1", Get("Connection: X-A,,\tX-B\r\nX-A: 1\r\nX-B: 2\r\nX-C: 3"), SeenGet("/", "x-c: 3")),
        PassedLast("a repeated field named in Connection", "9110 §7.6.1", Get("Connection: close, X-A\r\nX-A: 1\r\nX-A: 2"), SeenGet()),
        PassedLast("a field named beside Upgrade", "9110 §7.6.1", Get("Connection: Upgrade, X-A\r\nX-A: 1"), SeenGet()),
        PassedLast("Authorization named beside close", "9110 §7.6.1", Get("Connection: close, Authorization\r\nAuthorization: Basic eA=="), SeenGet()),
        PassedLast("Host named beside close", "9110 §7.6.1", Get("Connection: close, Host"), SeenGet()),
        PassedLast("a length named beside close", "9112 §6", Post("Connection: close, Content-Length\r\nContent-Length: 3", "abc"), SeenPost("content-length: 3")),
        PassedLast("a coding named beside close", "9112 §6", Post("Connection: close, Transfer-Encoding\r\nTransfer-Encoding: chunked", Chunks), SeenPost("transfer-encoding: chunked")),
        PassedLast("a field that is not there named beside close", "9110 §7.6.1", Get("Connection: close, X-A"), SeenGet()),
        PassedLast("close", "9112 §9.6", Get("Connection: close"), SeenGet()),
        PassedLast("close in capitals", "9112 §9.6", Get("Connection: CLOSE"), SeenGet()),
        PassedLast("close after a tab", "9112 §9.6", Get("Connection: keep-alive,\tclose"), SeenGet()),
        PassedLast("HTTP/1.0", "9112 §9.3", "GET / HTTP/1.0\r\nHost: a\r\n\r\n", SeenGet()),
        Passed("HTTP/1.0 that is kept alive", "9112 §9.3", "GET / HTTP/1.0\r\nHost: a\r\nConnection: keep-alive\r\n\r\n", SeenGet()),
        Passed("keep-alive", "9112 §9.3", Get("Connection: keep-alive\r\nKeep-Alive: timeout=5"), SeenGet()),
        Passed("Keep-Alive that is not named", "9110 §7.6.1", Get("Keep-Alive: timeout=5"), SeenGet()),
        Passed("Proxy-Connection", "9110 §7.6.1", Get("Proxy-Connection: keep-alive"), SeenGet()),
        Passed("Proxy-Authorization", "9110 §11.7.2", Get("Proxy-Authorization: Basic eA=="), SeenGet()),
        Passed("TE that is not named", "9110 §10.1.4", Get("TE: gzip"), SeenGet()),
        Passed("TE that is named", "9110 §10.1.4", Get("Connection: TE\r\nTE: gzip"), SeenGet()),
        Passed("Upgrade that is not named", "9110 §7.8", Get("Upgrade: foo"), SeenGet()),
        Passed("an upgrade to HTTP/2", "9110 §7.8", Get("Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABk"), SeenGet()),
        Passed("an empty Connection", "9110 §5.6.1", Get("Connection:"), SeenGet()),
        Refused("a blank in a connection option", "9110 §7.6.1", Get("Connection: clo se")),
        Refused("a parameter of a connection option", "9110 §7.6.1", Get("Connection: close;q=1")),
        Refused("quotes around a connection option", "9110 §7.6.1", Get("Connection: \"close\"")),
        Refused("a NUL in a connection option", "9110 §7.6.1", Get("Connection: close\0, keep-alive")),
        Refused("a NUL beside a connection option", "9110 §7.6.1", Get("Connection: close, \0")),
        Refused("a letter beyond ASCII in a connection option", "9110 §7.6.1", Get("Connection: cl\u00f6se")),
        Passed("an expectation of a request with a body", "9110 §10.1.1", Post("Content-Length: 3\r\nExpect: 100-continue", "abc"), SeenPost("content-length: 3", "expect: 100-continue")),
        Passed("an expectation of a request without one", "9110 §10.1.1", Get("Expect: 100-continue"), SeenGet()),
    ];
}
