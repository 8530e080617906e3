using System.Globalization;

namespace Pingap.EndToEnd.Tests.Wire.Reading;

/// <summary>Reads responses as the strictest of clients would.</summary>
public static class ResponseReader
{
    /// <summary>Reads one response, interim ones included.</summary>
    /// <param name="text">The octets of a connection.</param>
    /// <param name="at">Where the response begins; moved behind its end if it is whole.</param>
    /// <param name="method">The method of the request that it answers.</param>
    /// <param name="isClosed">Whether the connection has ended in good order, so that nothing will follow.</param>
    /// <param name="response">The response, if its head is whole; with its body, if that is too.</param>
    public static Verdict Read(string text, ref int at, string method, bool isClosed, out WireMessage? response)
    {
        response = null;
        var from = at;
        if (HeadReader.Line(text, ref from, out var line) is not Verdict.Whole and var first) return first;
        if (!IsStatusLine(line)) return Verdict.Malformed;
        if (HeadReader.Fields(text, ref from, out var fields) is not Verdict.Whole and var rest) return rest;
        response = new(line, fields);
        var verdict = IsClear(response) ? Body(text, ref from, method, isClosed, ref response) : Verdict.Malformed;
        if (verdict is Verdict.Whole) at = from;
        return verdict;
    }

    // Without a reason many servers leave out the blank before it as well, which nobody can take for something else.
    private static bool IsStatusLine(string line) => line.Length >= 12
        && (line.StartsWith("HTTP/1.1 ", StringComparison.Ordinal) || line.StartsWith("HTTP/1.0 ", StringComparison.Ordinal))
        && line[9] is >= '1' and <= '5' && char.IsAsciiDigit(line[10]) && char.IsAsciiDigit(line[11]) && (line.Length == 12 || line[12] is ' ');

    private static bool IsClear(WireMessage response)
    {
        var lengths = response.Values("Content-Length").ToList();
        if (lengths.Count > 1 || !lengths.All(HeadReader.IsNumber)) return false;
        var codings = response.Values("Transfer-Encoding").ToList();
        return codings.Count == 0
            || (codings.Count == 1 && codings[0].Equals("chunked", StringComparison.OrdinalIgnoreCase) && lengths.Count == 0 && !response.IsHttp10
                && response.Status is not (204 or < 200));
    }

    private static Verdict Body(string text, ref int at, string method, bool isClosed, ref WireMessage response)
    {
        if (method is "HEAD" || response.Status is < 200 or 204 or 304) return Verdict.Whole;
        if (response.Values("Transfer-Encoding").Any())
        {
            var verdict = ChunkReader.Read(text, ref at, out var content, out var trailers);
            if (verdict is Verdict.Whole) response = response with { Body = content, Trailers = trailers };
            return verdict;
        }

        if (response.Values("Content-Length").FirstOrDefault() is not { } said)
        {
            response = response with { Body = text[at..], EndsWithConnection = true };
            if (!isClosed) return Verdict.Incomplete;
            at = text.Length;
            return Verdict.Whole;
        }

        var length = long.Parse(said, CultureInfo.InvariantCulture);
        if (text.Length - at < length) return Verdict.Incomplete;
        response = response with { Body = text.Substring(at, (int)length) };
        at += (int)length;
        return Verdict.Whole;
    }
}
