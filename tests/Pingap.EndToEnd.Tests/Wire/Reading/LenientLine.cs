namespace Pingap.EndToEnd.Tests.Wire.Reading;

/// <summary>The liberties that the proxy takes with request lines, which docs/decisions/0006 lists.</summary>
internal static class LenientLine
{
    /// <summary>Writes the request line that begins at a place as the proxy understands it: without line ends before it, and with one blank before the version.</summary>
    public static void Straighten(ref string text, ref int at)
    {
        while (at < text.Length && text[at] is '\r' or '\n') at++;
        var end = text.IndexOf('\n', at);
        if (end < at + 10 || text[end - 1] is not '\r') return;
        var line = text[at..(end - 1)];
        var method = line.IndexOf(' ', StringComparison.Ordinal);
        if (method < 0 || line.Length - method < 11 || line[^8..] is not ("HTTP/1.1" or "HTTP/1.0")) return;
        var target = line[(method + 1)..^8];
        // One octet stands between a target of one and the version, whatever it is.
        target = target.Length == 2 ? target[..1] : target;
        text = string.Concat(text.AsSpan(0, at), $"{line[..method]} {target.TrimEnd(' ', '\t')} {line[^8..]}", text.AsSpan(end - 1));
    }
}
