using System.Globalization;

namespace Pingap.EndToEnd.Tests.Wire.Reading;

/// <summary>Reads requests as the strictest of servers would: what could be understood in two ways is malformed.</summary>
public static class RequestReader
{
    /// <summary>Reads one request.</summary>
    /// <param name="text">The octets of a connection.</param>
    /// <param name="at">Where the request begins; moved behind its end if it is whole.</param>
    /// <param name="request">The request, if its head is whole; with its body, if that is too.</param>
    /// <param name="bearsWhatIsListed">Whether it is read with the few liberties that docs/decisions/0006 lists, which the proxy takes with its clients.</param>
    public static Verdict Read(string text, ref int at, out WireMessage? request, bool bearsWhatIsListed = false)
    {
        request = null;
        var from = at;
        var length = text.Length;
        if (bearsWhatIsListed) LenientLine.Straighten(ref text, ref from);
        if (HeadReader.Line(text, ref from, out var line) is not Verdict.Whole and var first) return first;
        if (!IsRequestLine(line)) return Verdict.Malformed;
        if (HeadReader.Fields(text, ref from, out var fields) is not Verdict.Whole and var rest) return rest;
        request = new(line, fields);
        var verdict = IsClear(request) ? Body(text, ref from, ref request, bearsWhatIsListed) : Verdict.Malformed;
        if (verdict is Verdict.Whole) at = from + length - text.Length;
        return verdict;
    }

    private static bool IsRequestLine(string line)
    {
        var parts = line.Split(' ');
        return parts.Length == 3
            && HeadReader.IsToken(parts[0])
            && parts[1].Length > 0 && parts[1].All(c => c is > ' ' and < '\u007f' and not '#')
            && parts[2] is "HTTP/1.1" or "HTTP/1.0";
    }

    private static bool IsClear(WireMessage request)
    {
        var hosts = request.Values("Host").Count();
        if (hosts > 1 || (hosts == 0 && !request.IsHttp10)) return false;
        var lengths = request.Values("Content-Length").ToList();
        if (lengths.Count > 1 || !lengths.All(HeadReader.IsNumber)) return false;
        var codings = request.Values("Transfer-Encoding").ToList();
        return codings.Count == 0
            || (codings.Count == 1 && codings[0].Equals("chunked", StringComparison.OrdinalIgnoreCase) && lengths.Count == 0 && !request.IsHttp10);
    }

    private static Verdict Body(string text, ref int at, ref WireMessage request, bool bearsExtensions)
    {
        if (request.Values("Transfer-Encoding").Any())
        {
            var verdict = ChunkReader.Read(text, ref at, out var content, out var trailers, bearsExtensions);
            if (verdict is Verdict.Whole) request = request with { Body = content, Trailers = trailers };
            return verdict;
        }

        var length = request.Values("Content-Length").Select(value => long.Parse(value, CultureInfo.InvariantCulture)).FirstOrDefault();
        if (text.Length - at < length) return Verdict.Incomplete;
        request = request with { Body = text.Substring(at, (int)length) };
        at += (int)length;
        return Verdict.Whole;
    }
}
