using System.Globalization;
using System.Text;

namespace Pingap.EndToEnd.Tests.Wire.Reading;

/// <summary>The chunked coding to the letter (RFC 9112 §7.1).</summary>
public static class ChunkReader
{
    /// <summary>Reads a chunked body with its trailers.</summary>
    /// <param name="text">The octets.</param>
    /// <param name="at">Where the first chunk size begins; moved behind the end if it is whole.</param>
    /// <param name="body">The content.</param>
    /// <param name="trailers">What follows it.</param>
    /// <param name="bearsExtensions">Whether extensions may be anything but a line end, and trailers, which are not shown then, any name and value.</param>
    public static Verdict Read(string text, ref int at, out string body, out List<(string Name, string Value)> trailers, bool bearsExtensions = false)
    {
        var content = new StringBuilder();
        body = "";
        trailers = [];
        while (true)
        {
            if (SizeLine(text, ref at, bearsExtensions, out var line) is not Verdict.Whole and var verdict)
            {
                // What has come of the line may already be none.
                return verdict is Verdict.Incomplete && at < text.Length && !MayBecomeSize(text[at..].TrimEnd('\r')) ? Verdict.Malformed : verdict;
            }

            if (!TryReadSize(line, bearsExtensions, out var size)) return Verdict.Malformed;
            if (size == 0) break;
            if (text.Length - at < size) return Verdict.Incomplete;
            content.Append(text, at, (int)size);
            at += (int)size;
            if (HeadReader.Line(text, ref at, out var rest) is not Verdict.Whole and var end) return end;
            if (rest.Length > 0) return Verdict.Malformed;
        }

        body = content.ToString();
        if (bearsExtensions) return AnyTrailers(text, ref at);
        return HeadReader.Fields(text, ref at, out trailers);
    }

    private static Verdict AnyTrailers(string text, ref int at)
    {
        while (true)
        {
            if (SizeLine(text, ref at, bearsExtensions: true, out var line) is not Verdict.Whole and var verdict) return verdict;
            if (line.Length == 0) return Verdict.Whole;
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon <= 0 || line.Contains('\0', StringComparison.Ordinal) || line.AsSpan(0, colon).ContainsAny(' ', '\t')) return Verdict.Malformed;
        }
    }

    private static Verdict SizeLine(string text, ref int at, bool bearsExtensions, out string line)
    {
        if (!bearsExtensions) return HeadReader.Line(text, ref at, out line);
        line = "";
        var end = text.IndexOfAny(['\r', '\n'], at);
        if (end < 0 || (text[end] is '\r' && end + 1 == text.Length)) return Verdict.Incomplete;
        if (text[end] is '\n' || text[end + 1] is not '\n') return Verdict.Malformed;
        line = text[at..end];
        at = end + 2;
        return Verdict.Whole;
    }

    private static bool TryReadSize(string line, bool bearsExtensions, out long size)
    {
        var digits = line.TakeWhile(char.IsAsciiHexDigit).Count();
        size = 0;
        if (digits is 0 or > 16 || !long.TryParse(line.AsSpan(0, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out size) || size < 0) return false;
        return IsExtension(line[digits..]) || (bearsExtensions && line[digits] is ';');
    }

    private static bool MayBecomeSize(string part) => part.SkipWhile(char.IsAsciiHexDigit).FirstOrDefault(';') is ';' && part.TakeWhile(char.IsAsciiHexDigit).Any();

    // chunk-ext = *( BWS ";" BWS name [ BWS "=" BWS value ] ); blanks are for reading only by the grammar's own word, so that none are taken.
    private static bool IsExtension(string text)
    {
        while (text.Length > 0)
        {
            if (text[0] is not ';') return false;
            var end = text.IndexOfAny([';', '='], 1);
            var name = end < 0 ? text[1..] : text[1..end];
            if (!HeadReader.IsToken(name)) return false;
            if (end < 0) return true;
            text = text[end..];
            if (text[0] is ';') continue;
            if (text.Length > 1 && text[1] is '"')
            {
                var close = text.IndexOf('"', 2);
                if (close < 0) return false;
                text = text[(close + 1)..];
                continue;
            }

            var next = text.IndexOf(';', StringComparison.Ordinal);
            if (!HeadReader.IsToken(next < 0 ? text[1..] : text[1..next])) return false;
            text = next < 0 ? "" : text[next..];
        }

        return true;
    }
}
