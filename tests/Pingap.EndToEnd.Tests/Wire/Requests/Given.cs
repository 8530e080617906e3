namespace Pingap.EndToEnd.Tests.Wire.Requests;

/// <summary>Words in which the rows are written.</summary>
internal static class Given
{
    /// <summary>A request that nobody must ever see: what follows a message whose end is doubtful.</summary>
    public const string Smuggled = "GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n";

    /// <summary>A body of three octets in chunks.</summary>
    public const string Chunks = "3\r\nabc\r\n0\r\n\r\n";

    /// <summary>A GET with further field lines.</summary>
    public static string Get(string lines = "", string target = "/") => $"GET {target} HTTP/1.1\r\nHost: a\r\n{Ended(lines)}\r\n";

    /// <summary>A POST with field lines and what follows its head.</summary>
    public static string Post(string lines, string body) => $"POST / HTTP/1.1\r\nHost: a\r\n{Ended(lines)}\r\n{body}";

    /// <summary>A POST in chunks.</summary>
    public static string Chunked(string body) => Post("Transfer-Encoding: chunked", body);

    /// <summary>See <see cref="Fate.Refused"/>; with 400 when no status is given.</summary>
    public static RequestRow Refused(string name, string section, string octets, params IReadOnlyList<int> statuses) =>
        new(name, section, octets, Fate.Refused) { Statuses = statuses is [] ? [400] : statuses };

    /// <summary>See <see cref="Fate.Cut"/>; with 400 when no status is given.</summary>
    public static RequestRow Cut(string name, string section, string octets, params IReadOnlyList<int> statuses) =>
        new(name, section, octets, Fate.Cut) { Statuses = statuses is [] ? [400] : statuses };

    /// <summary>See <see cref="Fate.Answered"/>.</summary>
    public static RequestRow Answered(string name, string section, string octets, params IReadOnlyList<int> statuses) =>
        new(name, section, octets, Fate.Answered) { Statuses = statuses };

    /// <summary>See <see cref="Fate.Abandoned"/>.</summary>
    public static RequestRow Abandoned(string name, string section, string octets) => new(name, section, octets, Fate.Abandoned);

    /// <summary>See <see cref="Fate.Passed"/>.</summary>
    public static RequestRow Passed(string name, string section, string octets, string received) => new(name, section, octets, Fate.Passed) { Received = received };

    /// <summary>See <see cref="Fate.PassedLast"/>.</summary>
    public static RequestRow PassedLast(string name, string section, string octets, string received) =>
        new(name, section, octets, Fate.PassedLast) { Received = received };

    /// <summary>A GET as a backend gets it.</summary>
    public static string SeenGet(string target = "/", params IReadOnlyList<string> fields) => Seen($"GET {target} HTTP/1.1", "", fields);

    /// <summary>A POST of <c>abc</c> as a backend gets it.</summary>
    public static string SeenPost(params IReadOnlyList<string> fields) => Seen("POST / HTTP/1.1", "abc", fields);

    /// <summary>A request as a backend gets it.</summary>
    public static string Seen(string line, string body, params IReadOnlyList<string> fields)
    {
        var all = fields.Any(field => field.StartsWith("host:", StringComparison.Ordinal)) ? fields : [.. fields, "host: a"];
        return $"{line}\n{string.Concat(all.Order(StringComparer.Ordinal).Select(field => field + "\n"))}\n{body}";
    }

    private static string Ended(string lines) => lines.Length == 0 || lines.EndsWith('\n') ? lines : lines + "\r\n";
}
