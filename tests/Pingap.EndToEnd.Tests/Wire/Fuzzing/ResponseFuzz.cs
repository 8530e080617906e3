using System.Globalization;
using Pingap.EndToEnd.Tests.Wire.Reading;
using Pingap.EndToEnd.Tests.Wire.Running;

namespace Pingap.EndToEnd.Tests.Wire.Fuzzing;

/// <summary>One mutated response, and what a strict reader makes of it.</summary>
/// <param name="Octets">What the backend sends.</param>
/// <param name="Response">The final answer in it, where it is whole.</param>
/// <param name="IsWhole">Whether there is one.</param>
/// <param name="IsMore">Whether something follows it.</param>
public sealed record ResponseFuzz(string Octets, WireMessage? Response, bool IsWhole, bool IsMore)
{
    private const string Path = "/case/";

    private static readonly Mutator Mutations = new(
        [
            "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc",
            "HTTP/1.1 404 Not Found\r\nDate: Mon, 23 Nov 2026 21:00:00 GMT\r\nContent-Type: text/plain\r\nContent-Length: 10\r\n\r\n0123456789",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: X-A\r\n\r\n1\r\na\r\nA;x=y\r\n0123456789\r\n0\r\nX-A: 1\r\n\r\n",
            "HTTP/1.1 200 OK\r\nX-A: 1\r\n\r\nabc",
            "HTTP/1.0 200 OK\r\nContent-Length: 3\r\n\r\nabc",
            "HTTP/1.1 204 No Content\r\nX-A: 1\r\n\r\n",
            "HTTP/1.1 304 Not Modified\r\nETag: \"a\"\r\nContent-Length: 3\r\n\r\n",
            "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc",
            "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n",
            "HTTP/1.1 200 OK\r\nConnection: close, X-A\r\nX-A: 1\r\nContent-Length: 3\r\n\r\nabc",
            "HTTP/1.1 200 OK\r\nSet-Cookie: a=1\r\nSet-Cookie: b=2\r\nKeep-Alive: timeout=5\r\nContent-Length: 0\r\n\r\n",
        ],
        [
            "Content-Length: 3", "Content-Length: 0", "Content-Length: +3", "content-length: 5", "Content-Length : 3", " Content-Length: 3", "Content-Length: 3, 3", "Transfer-Encoding: chunked", "Transfer-Encoding: gzip, chunked",
            "transfer-encoding: Chunked", "Transfer-Encoding: identity", "Connection: close", "Connection: Transfer-Encoding", "Upgrade: foo", "Connection: Upgrade", "X-A: 1", " folded", "", "0", "3",
            "HTTP/1.1 200 OK", "HTTP/1.1 101 Switching Protocols", "HTTP/1.1 103 Early Hints",
        ]);

    /// <summary>The target for which a backend sends the one of a number.</summary>
    public static string TargetOf(int number) => Path + number.ToString(CultureInfo.InvariantCulture);

    /// <summary>What the backend does with a request: it sends the mutation that is asked for, or repeats the request.</summary>
    public static Play Play(WireMessage request)
    {
        if (!request.Target.StartsWith(Path, StringComparison.Ordinal)) return Running.Play.Echo(request);
        var fuzz = Make(int.Parse(request.Target.AsSpan(Path.Length), CultureInfo.InvariantCulture));
        // Who waits for more than a strict reader would is told that nothing comes. Else the connection stays, and what is left over in it is nobody's answer.
        // The fallback waits where it should not, so that it is always told.
        var isOver = !fuzz.IsWhole || fuzz.Response!.EndsWithConnection || !Engine.IsOwn;
        return new(isOver ? PlayEnd.Close : fuzz.IsMore ? PlayEnd.Spoil : PlayEnd.Stay, fuzz.Octets);
    }

    /// <summary>Makes the one of a number.</summary>
    public static ResponseFuzz Make(int number)
    {
        var octets = Mutations.Make(number);
        var at = 0;
        while (true)
        {
            var verdict = ResponseReader.Read(octets, ref at, "GET", isClosed: true, out var response);
            if (verdict is not Verdict.Whole || response!.Status is 101) return new(octets, response, IsWhole: false, IsMore: false);
            if (response.Status >= 200) return new(octets, response, IsWhole: true, IsMore: at < octets.Length);
        }
    }
}
