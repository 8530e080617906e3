using System.Globalization;
using Pingap.EndToEnd.Tests.Wire.Reading;

namespace Pingap.EndToEnd.Tests.Wire.Fuzzing;

/// <summary>One mutated request as it is sent, with what follows it so that nobody waits for more, and what a strict reader makes of it all.</summary>
/// <param name="Octets">What is sent.</param>
/// <param name="Requests">The requests in it, up to the first that is none.</param>
/// <param name="End">How it ends: well, in the midst of a request, or with something that is none.</param>
public sealed record RequestFuzz(string Octets, IReadOnlyList<WireMessage> Requests, Verdict End)
{
    private const string Marker = "GET /marker HTTP/1.1\r\nHost: a\r\n\r\n";

    private static readonly Mutator Mutations = new(
        [
            "GET /f HTTP/1.1\r\nHost: a\r\n\r\n",
            "GET /f/g?a=b&c HTTP/1.1\r\nHost: a\r\nUser-Agent: x/1 (y)\r\nAccept: */*\r\nCookie: a=b; c=d\r\n\r\n",
            "HEAD /f HTTP/1.1\r\nHost: a\r\nConnection: keep-alive\r\n\r\n",
            "POST /f HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc",
            "POST /f HTTP/1.1\r\nHost: a\r\nContent-Type: text/plain\r\nContent-Length: 10\r\n\r\n0123456789",
            "POST /f HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n",
            "POST /f HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nTrailer: X-A\r\n\r\n1\r\na\r\nA;x=y\r\n0123456789\r\n0\r\nX-A: 1\r\n\r\n",
            "PUT /f HTTP/1.1\r\nhost: a:80\r\nContent-Length: 0\r\nExpect: 100-continue\r\n\r\n",
            "GET /f HTTP/1.0\r\nHost: a\r\nConnection: keep-alive\r\n\r\n",
            "POST /f HTTP/1.0\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc",
            "GET http://a/f HTTP/1.1\r\nHost: a\r\nConnection: close, X-A\r\nX-A: 1\r\n\r\n",
            "GET /f HTTP/1.1\r\nHost: a\r\n\r\nPOST /g HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc",
            "POST /f HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabcPOST /g HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n",
            "POST /f HTTP/1.1\r\nHost: a\r\nContent-Length: 35\r\n\r\nGET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n",
            "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n",
        ],
        [
            "Content-Length: 3", "Content-Length: 0", "Content-Length: +3", "content-length: 5", "Content-Length : 3", " Content-Length: 3", "Content-Length:\t3", "Content-Length: 3, 3", "Transfer-Encoding: chunked",
            "Transfer-Encoding: gzip, chunked", "transfer-encoding: Chunked", "Transfer-Encoding : chunked", "Transfer-Encoding: identity", "Connection: close", "Connection: X-A, close", "Connection: Transfer-Encoding",
            "Connection: Content-Length", "Host: b", "Host:", "X-A: 1", " folded", "\tfolded", "", "0", "3", "Expect: 100-continue", "TE: trailers", "Upgrade: h2c", "Connection: Upgrade", "X-Content-Length: 3", "GET /smuggled HTTP/1.1",
        ]);

    /// <summary>Makes the one of a number.</summary>
    public static RequestFuzz Make(int number)
    {
        var mutated = Mutations.Make(number);
        foreach (var end in (IEnumerable<string>)["", "\r\n\r\n", "\r\n0\r\n\r\n", "\r\n\r\n0\r\n\r\n", Filler(mutated)])
        {
            var fuzz = Read(mutated + end + Marker);
            if (fuzz.End is not Verdict.Incomplete) return fuzz;
        }

        return Read(mutated);
    }

    /// <summary>What a backend that repeats requests answers to the request of a place.</summary>
    public string EchoOf(int place) => Echo(Requests[place]);

    /// <summary>What a backend that repeats requests answers to a request.</summary>
    public static string Echo(WireMessage request)
    {
        var target = request.Target;
        if (target.StartsWith("http", StringComparison.OrdinalIgnoreCase) && target.IndexOf("://", StringComparison.Ordinal) is > 0 and var scheme)
        {
            var path = target.IndexOfAny(['/', '?'], scheme + 3);
            target = path < 0 ? "/" : target[path] is '?' ? "/" + target[path..] : target[path..];
        }

        return Running.Play.EchoOf(request.Method, target, request.Body);
    }

    private static RequestFuzz Read(string octets)
    {
        var requests = new List<WireMessage>();
        var at = 0;
        while (at < octets.Length)
        {
            if (RequestReader.Read(octets, ref at, out var request, bearsWhatIsListed: true) is not Verdict.Whole and var end) return new(octets, requests, end);
            requests.Add(request!);
        }

        return new(octets, requests, Verdict.Whole);
    }

    /// <summary>As many octets as the body lacks, where that is a length and no larger than can be sent.</summary>
    private static string Filler(string mutated)
    {
        var at = 0;
        while (RequestReader.Read(mutated, ref at, out var request, bearsWhatIsListed: true) is var verdict && verdict is not Verdict.Malformed)
        {
            if (verdict is Verdict.Whole && at < mutated.Length) continue;
            var length = request?.Values("Content-Length").Select(value => long.Parse(value, CultureInfo.InvariantCulture)).FirstOrDefault() ?? 0;
            var has = mutated.Length - (mutated.IndexOf("\r\n\r\n", at, StringComparison.Ordinal) + 4);
            return length - has is > 0 and < 10_000 and var lacks ? new('x', (int)lacks) : "";
        }

        return "";
    }
}
