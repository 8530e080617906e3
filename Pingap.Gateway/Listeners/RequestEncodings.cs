using System.Text;
using Microsoft.Net.Http.Headers;

namespace Pingap.Gateway.Listeners;

/// <summary>How the octets of a request field become characters, by the field's name.</summary>
internal static class RequestEncodings
{
    private static readonly ContentLengthEncoding ContentLength = new();
    private static readonly ConnectionEncoding Connection = new();

    /// <summary>
    /// Latin-1, in which octets over 127 (obs-text, RFC 9110 §5.5) are one character each and pass a proxy unchanged; but for the two fields of which the server keeps less
    /// than was sent.
    /// </summary>
    public static Encoding Of(string name)
    {
        // The server asks by its own spelling, however the client wrote the name.
        if (name == HeaderNames.ContentLength) return ContentLength;
        return name == HeaderNames.Connection ? Connection : Encoding.Latin1;
    }
}
