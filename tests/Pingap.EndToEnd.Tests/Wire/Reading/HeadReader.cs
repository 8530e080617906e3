namespace Pingap.EndToEnd.Tests.Wire.Reading;

/// <summary>Lines and fields to the letter (RFC 9112 §2 and §5, RFC 9110 §5), written apart from anything that the proxy uses.</summary>
public static class HeadReader
{
    /// <summary>Reads a line that ends in CRLF and has no control character but HTAB in it.</summary>
    /// <param name="text">The octets.</param>
    /// <param name="at">Where the line begins; moved behind its end if it is whole.</param>
    /// <param name="line">The line without its end.</param>
    public static Verdict Line(string text, ref int at, out string line)
    {
        line = "";
        for (var i = at; i < text.Length; i++)
        {
            if (text[i] is '\r')
            {
                if (i + 1 == text.Length) return Verdict.Incomplete;
                if (text[i + 1] is not '\n') return Verdict.Malformed;
                line = text[at..i];
                at = i + 2;
                return Verdict.Whole;
            }

            if ((text[i] < ' ' && text[i] is not '\t') || text[i] is '\u007f') return Verdict.Malformed;
        }

        return Verdict.Incomplete;
    }

    /// <summary>Reads fields up to and with the empty line.</summary>
    public static Verdict Fields(string text, ref int at, out List<(string Name, string Value)> fields)
    {
        fields = [];
        while (true)
        {
            if (Line(text, ref at, out var line) is not Verdict.Whole and var verdict) return verdict;
            if (line.Length == 0) return Verdict.Whole;
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon < 0 || !IsToken(line[..colon])) return Verdict.Malformed;
            fields.Add((line[..colon], line[(colon + 1)..].Trim(' ', '\t')));
        }
    }

    /// <summary>Whether a text is a token (RFC 9110 §5.6.2).</summary>
    public static bool IsToken(string text) => text.Length > 0 && text.All(c => char.IsAsciiLetterOrDigit(c) || "!#$%&'*+-.^_`|~".Contains(c, StringComparison.Ordinal));

    /// <summary>Whether a text is a number of digits that 63 bits hold.</summary>
    public static bool IsNumber(string text) => text.Length is > 0 and < 20 && text.All(char.IsAsciiDigit) && long.TryParse(text, out _);
}
