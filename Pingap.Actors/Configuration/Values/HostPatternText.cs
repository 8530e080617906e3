using System.Net;

namespace Pingap.Actors.Configuration.Values;

/// <summary>Reads one item of a location's <c>host</c>.</summary>
internal static class HostPatternText
{
    /// <summary>A name, <c>*.suffix</c>, or <c>~regex</c>.</summary>
    /// <param name="text">The text.</param>
    /// <param name="pattern">The pattern.</param>
    /// <param name="wrong">What is wrong with the text and what would do, to be said after it.</param>
    public static bool TryParse(string text, out HostPattern pattern, out string wrong)
    {
        wrong = "";
        if (text.StartsWith('~'))
        {
            pattern = new HostPattern(HostPatternKind.Regex, text[1..].Trim());
            if (LinearRegex.TryParse(pattern.Text, out _, out var error)) return true;
            wrong = $"is not a regular expression: {error}";
            return false;
        }

        var name = text.ToLowerInvariant();
        if (name.StartsWith("*.", StringComparison.Ordinal))
        {
            pattern = new HostPattern(HostPatternKind.Suffix, name[1..]);
            if (HostAndPort.IsHostName(name[2..])) return true;
            wrong = "is not a wildcard of a host name; write it as *.example.com";
            return false;
        }

        pattern = new HostPattern(HostPatternKind.Exact, name);
        if (HostAndPort.IsHostName(name) || IPAddress.TryParse(name.Trim('[', ']'), out _)) return true;
        wrong = name switch
        {
            "*" => "matches everything; leave host out",
            _ when name.Contains(':', StringComparison.Ordinal) => "has a port or scheme; write the name alone, such as api.example.com",
            _ => "is not a host name; write a name, *.suffix, or ~ and a regular expression",
        };
        return false;
    }
}
