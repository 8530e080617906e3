using Pingap.EndToEnd.Tests.Wire.Running;

namespace Pingap.EndToEnd.Tests.Wire.Responses;

/// <summary>Words in which the rows are written.</summary>
internal static class Answering
{
    /// <summary>An answer that nobody must ever get: what follows a message whose end is doubtful.</summary>
    public const string Smuggled = "HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\nsmuggled";

    /// <summary>A body of three octets in chunks.</summary>
    public const string Chunks = "3\r\nabc\r\n0\r\n\r\n";

    /// <summary>A 200 with field lines and what follows its head.</summary>
    public static string Ok(string lines, string body) => $"HTTP/1.1 200 OK\r\n{lines}\r\n\r\n{body}";

    /// <summary>A 200 in chunks.</summary>
    public static string Chunked(string body) => Ok("Transfer-Encoding: chunked", body);

    /// <summary>See <see cref="Outcome.Refused"/>; the backend leaves its connection open.</summary>
    public static ResponseRow Refused(string name, string section, params IReadOnlyList<string> parts) => new(name, section, new(PlayEnd.Spoil, parts), Outcome.Refused);

    /// <summary>As <see cref="Refused"/>, and the backend closes.</summary>
    public static ResponseRow RefusedAtEnd(string name, string section, params IReadOnlyList<string> parts) => new(name, section, new(PlayEnd.Close, parts), Outcome.Refused);

    /// <summary>See <see cref="Outcome.RefusedOrCut"/>; the backend leaves its connection open.</summary>
    public static ResponseRow Broken(string name, string section, params IReadOnlyList<string> parts) => new(name, section, new(PlayEnd.Spoil, parts), Outcome.RefusedOrCut);

    /// <summary>As <see cref="Broken"/>, and the backend closes.</summary>
    public static ResponseRow BrokenAtEnd(string name, string section, params IReadOnlyList<string> parts) => new(name, section, new(PlayEnd.Close, parts), Outcome.RefusedOrCut);

    /// <summary>See <see cref="Outcome.Passed"/>; the backend's connection may be used again.</summary>
    public static ResponseRow Passed(string name, string section, string octets, string seen) => new(name, section, new(PlayEnd.Stay, octets), Outcome.Passed) { Seen = seen };

    /// <summary>As <see cref="Passed"/>, but the backend's connection must not be used again.</summary>
    public static ResponseRow PassedLast(string name, string section, string octets, string seen) => new(name, section, new(PlayEnd.Spoil, octets), Outcome.Passed) { Seen = seen };

    /// <summary>As <see cref="Passed"/>, and the backend closes.</summary>
    public static ResponseRow PassedAtEnd(string name, string section, string octets, string seen) => new(name, section, new(PlayEnd.Close, octets), Outcome.Passed) { Seen = seen };

    /// <summary>See <see cref="Outcome.PassedOrRefused"/>.</summary>
    public static ResponseRow Borne(string name, string section, string octets, string seen) => new(name, section, new(PlayEnd.Stay, octets), Outcome.PassedOrRefused) { Seen = seen };

    /// <summary>The same row for another method.</summary>
    public static ResponseRow For(string method, ResponseRow row) => row with { Method = method };

    /// <summary>A 200 as the client gets it.</summary>
    public static string Seen(string body, params IReadOnlyList<string> fields) => SeenAs("200 OK", body, fields);

    /// <summary>An answer as the client gets it.</summary>
    public static string SeenAs(string status, string body, params IReadOnlyList<string> fields) =>
        $"HTTP/1.1 {status}\n{string.Concat(fields.Order(StringComparer.Ordinal).Select(field => field + "\n"))}\n{body}";
}
