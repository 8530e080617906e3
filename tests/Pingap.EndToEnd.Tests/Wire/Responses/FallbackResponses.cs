using System.Collections.Frozen;

namespace Pingap.EndToEnd.Tests.Wire.Responses;

/// <summary>The responses that the fallback takes otherwise than a strict reader: HttpClient has read and changed them before anybody could look.</summary>
internal static class FallbackResponses
{
    /// <summary>The name of the row, and why.</summary>
    public static FrozenDictionary<string, string> Known { get; } = new (string Why, string[] Names)[]
    {
        ("HttpClient bears blanks, bare line ends, controls and too much data in chunks, and reads no trailer it need not", [
            "3\\r\\nabc\\r\\n0\\r\\nX-A: 1\\r2\\r\\n\\r\\n",
            "3\\r\\nabc\\r\\n0\\r\\nX-A: 1\\n\\r\\n",
            "4\\r\\nabc\\r\\n0\\r\\n\\r\\n",
            "3;a\\rb\\r\\nabc\\r\\n0\\r\\n\\r\\n",
            "3\\r\\nabc\\r\\n0\\r\\nX-A : 1\\r\\n\\r\\n",
            "3\\t\\r\\nabc\\r\\n0\\r\\n\\r\\n",
            "3\\r\\nabc\\r\\n0\\r\\n\\n",
            "3;a\\0\\r\\nabc\\r\\n0\\r\\n\\r\\n",
            "3\\r\\nabc\\r\\n0\\n\\r\\n",
            "3\\r\\nabc\\r\\n0\\r\\nX-A: \\0\\r\\n\\r\\n",
            "3\\nabc\\r\\n0\\r\\n\\r\\n",
            "3;a\\nabc\\r\\n0\\r\\n\\r\\n",
            "3\\r\\nabc\\n0\\r\\n\\r\\n",
            "3 \\r\\nabc\\r\\n0\\r\\n\\r\\n",
            "3\\r\\nabc\\r\\n0\\r\\nX-A: 1\\r\\n 2\\r\\n\\r\\n",
        ]),
        ("HttpClient takes bare LF for line ends, unfolds lines, and makes blanks of controls", [
            "a line folded with a blank",
            "a CR before a line end",
            "a blank before the colon",
            "a line folded with a tab",
            "a NUL in a value",
            "a CR in a value",
            "a LF and a field in a value",
            "a bare LF ends the head",
            "a bare LF behind the status line",
            "bare LF everywhere",
        ]),
        ("HttpClient lets any coding pass, and one beside a length win", [
            "chunked in HTTP/1.0",
            "gzip, then chunked",
            "chunked, then gzip",
            "identity",
            "a coding that is nearly chunked",
            "chunked on two lines",
            "an empty coding",
            "chunked twice",
            "gzip",
            "a coding beside a length",
            "Content-Length: 3\0",
            "a length beside a coding",
            "chunked behind a vertical tab",
        ]),
        ("HttpClient takes any three digits for a status, and any reason", [
            "status line HTTP/1.1 999 Beyond",
            "status line HTTP/1.1 600 Beyond",
            "status line HTTP/1.1 099 Low",
            "status line HTTP/1.1 200 O\\x01K",
        ]),
        ("HttpClient goes on with a connection whose answer nobody may have", [
            "a control character in a value",
            "a DEL in a value",
            "a folded length",
            "HTTP/1.0 with a length",
        ]),
        ("YARP passes a 101 on, asked or not", [
            "an unasked switch of protocols",
            "an unasked switch to nothing",
        ]),
    }.SelectMany(group => group.Names.Select(name => (name, group.Why))).ToFrozenDictionary(each => each.name, each => each.Why);
}
