using Microsoft.Extensions.Primitives;

namespace Pingap.Gateway.Pipeline;

/// <summary>Finds one value in a query or in Cookie fields; nothing is allocated but the value.</summary>
public static class ParameterLookup
{
    /// <summary>The first value of a query parameter as received; empty for a name without <c>=</c>.</summary>
    /// <param name="query">The query without <c>?</c>.</param>
    /// <param name="name">The parameter, compared as received.</param>
    public static string? InQuery(ReadOnlySpan<char> query, ReadOnlySpan<char> name)
    {
        while (!query.IsEmpty)
        {
            var end = query.IndexOf('&');
            var pair = end < 0 ? query : query[..end];
            query = end < 0 ? default : query[(end + 1)..];
            var equals = pair.IndexOf('=');
            if (equals < 0 && pair.SequenceEqual(name)) return "";
            if (equals >= 0 && pair[..equals].SequenceEqual(name)) return pair[(equals + 1)..].ToString();
        }

        return null;
    }

    /// <summary>The value of a cookie (RFC 6265 §4.2.1), without the quotes that may stand around it.</summary>
    public static string? InCookies(StringValues cookies, ReadOnlySpan<char> name)
    {
        for (var line = 0; line < cookies.Count; line++)
        {
            var rest = cookies[line].AsSpan();
            while (!rest.IsEmpty)
            {
                var end = rest.IndexOf(';');
                var pair = (end < 0 ? rest : rest[..end]).Trim();
                rest = end < 0 ? default : rest[(end + 1)..];
                var equals = pair.IndexOf('=');
                if (equals < 0 || !pair[..equals].SequenceEqual(name)) continue;
                var value = pair[(equals + 1)..];
                return (value is ['"', .., '"'] ? value[1..^1] : value).ToString();
            }
        }

        return null;
    }
}
