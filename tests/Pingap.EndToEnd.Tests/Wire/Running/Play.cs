using System.Globalization;
using Pingap.EndToEnd.Tests.Wire.Reading;

namespace Pingap.EndToEnd.Tests.Wire.Running;

/// <summary>What a backend does with a request.</summary>
/// <param name="End">What it does in the end.</param>
/// <param name="Parts">What it sends before, one write each.</param>
public sealed record Play(PlayEnd End, params IReadOnlyList<string> Parts)
{
    /// <summary>An answer that can be told from all others: the request itself.</summary>
    public static Play Echo(WireMessage request)
    {
        var body = EchoOf(request.Method, request.Target, request.Body);
        var head = $"HTTP/1.1 200 OK\r\nContent-Length: {body.Length.ToString(CultureInfo.InvariantCulture)}\r\n\r\n";
        return new(PlayEnd.Stay, request.Method is "HEAD" ? head : head + body);
    }

    /// <summary>The body of such an answer.</summary>
    public static string EchoOf(string method, string target, string body = "") => $"{method} {target} {body}";
}
