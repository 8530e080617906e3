namespace Pingap.Actors.Routing;

/// <summary>The name in a Host field or authority, as locations compare it.</summary>
public static class HostName
{
    /// <summary>The host without port, brackets and the dot of the root; the field itself, not a copy, where none of them is there.</summary>
    /// <param name="field"><c>name</c>, <c>name:port</c>, <c>192.0.2.1:port</c> or <c>[2001:db8::1]:port</c>, as received.</param>
    public static string Of(string field)
    {
        if (field.StartsWith('['))
        {
            var close = field.IndexOf(']', StringComparison.Ordinal);
            return close < 0 ? field : field[1..close];
        }

        var colon = field.IndexOf(':', StringComparison.Ordinal);
        // Two colons without brackets: an IPv6 literal from a client that does not know better.
        var end = colon < 0 || colon != field.LastIndexOf(':') ? field.Length : colon;
        if (end > 1 && field[end - 1] is '.') end--;
        return end == field.Length ? field : field[..end];
    }
}
