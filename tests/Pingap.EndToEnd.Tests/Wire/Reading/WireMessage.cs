using System.Globalization;
using System.Text;

namespace Pingap.EndToEnd.Tests.Wire.Reading;

/// <summary>A message as a strict reader has understood it. One octet is one character (Latin-1).</summary>
/// <param name="StartLine">Request line or status line.</param>
/// <param name="Fields">The fields in their order.</param>
public sealed record WireMessage(string StartLine, IReadOnlyList<(string Name, string Value)> Fields)
{
    /// <summary>The content, without its framing.</summary>
    public string Body { get; init; } = "";

    /// <summary>The fields after a chunked body.</summary>
    public IReadOnlyList<(string Name, string Value)> Trailers { get; init; } = [];

    /// <summary>Whether a response has no end but that of its connection.</summary>
    public bool EndsWithConnection { get; init; }

    /// <summary>The status of a response.</summary>
    public int Status => int.Parse(StartLine.AsSpan(9, 3), CultureInfo.InvariantCulture);

    /// <summary>The method of a request.</summary>
    public string Method => StartLine[..StartLine.IndexOf(' ', StringComparison.Ordinal)];

    /// <summary>The target of a request.</summary>
    public string Target => StartLine.Split(' ')[1];

    /// <summary>Whether a request says that it is of version 1.0.</summary>
    public bool IsHttp10 => StartLine.StartsWith("HTTP/", StringComparison.Ordinal)
        // A reason may end with anything.
        ? StartLine.StartsWith("HTTP/1.0", StringComparison.Ordinal)
        : StartLine.EndsWith("HTTP/1.0", StringComparison.Ordinal);

    /// <summary>All values of a field.</summary>
    public IEnumerable<string> Values(string name) => Fields.Where(field => Is(field.Name, name)).Select(field => field.Value);

    /// <summary>Whether a list field has a member.</summary>
    public bool Lists(string name, string member) => Values(name).SelectMany(value => value.Split(',')).Any(each => Is(each.Trim(), member));

    /// <summary>
    /// The message in a form in which equal ones look equal: start line, the fields with small names and sorted, those of one name joined (RFC 9110 §5.3), an empty
    /// line, and the body; lines end in LF.
    /// </summary>
    public string Canonical()
    {
        var text = new StringBuilder(StartLine).Append('\n');
        var lines = Fields.GroupBy(field => field.Name.ToLowerInvariant()).Select(field => $"{field.Key}: {string.Join(", ", field.Select(each => each.Value))}\n");
        return text.AppendJoin("", lines.Order(StringComparer.Ordinal)).Append('\n').Append(Body).ToString();
    }

    private static bool Is(string name, string other) => name.Equals(other, StringComparison.OrdinalIgnoreCase);
}
