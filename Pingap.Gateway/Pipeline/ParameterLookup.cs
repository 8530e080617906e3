using Microsoft.Extensions.Primitives;

namespace Pingap.Gateway.Pipeline;

/// <summary>Finds one value in a query or in Cookie fields; nothing is allocated but the value, and not even that where a span will do.</summary>
public static class ParameterLookup
{
    /// <summary>The first value of a query parameter as received; empty for a name without <c>=</c>.</summary>
    /// <param name="query">The query without <c>?</c>.</param>
    /// <param name="name">The parameter, compared as received.</param>
    public static string? InQuery(ReadOnlySpan<char> query, ReadOnlySpan<char> name) =>
        ParameterIn(query, name, out var value) ? value.ToString() : null;

    /// <summary>The value of a cookie (RFC 6265 §4.2.1), without the quotes that may stand around it.</summary>
    public static string? InCookies(StringValues cookies, ReadOnlySpan<char> name)
    {
        var value = CookieIn(cookies, name, out var isThere);
        return isThere ? value.ToString() : null;
    }

    /// <summary>The first value of a query parameter as received; empty for a name without <c>=</c>.</summary>
    /// <param name="query">The query without <c>?</c>.</param>
    /// <param name="name">The parameter, compared as received.</param>
    /// <param name="value">The value.</param>
    /// <returns>Whether the query has the parameter.</returns>
    public static bool ParameterIn(ReadOnlySpan<char> query, ReadOnlySpan<char> name, out ReadOnlySpan<char> value)
    {
        value = default;
        while (!query.IsEmpty)
        {
            var end = query.IndexOf('&');
            var pair = end < 0 ? query : query[..end];
            query = end < 0 ? default : query[(end + 1)..];
            var equals = pair.IndexOf('=');
            if (equals < 0 && pair.SequenceEqual(name)) return true;
            if (equals < 0 || !pair[..equals].SequenceEqual(name)) continue;
            value = pair[(equals + 1)..];
            return true;
        }

        return false;
    }

    /// <summary>The value of a cookie; empty also where there is none.</summary>
    public static ReadOnlySpan<char> CookieIn(StringValues cookies, ReadOnlySpan<char> name) => CookieIn(cookies, name, out _);

    private static ReadOnlySpan<char> CookieIn(StringValues cookies, ReadOnlySpan<char> name, out bool isThere)
    {
        isThere = true;
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
                return value is ['"', .., '"'] ? value[1..^1] : value;
            }
        }

        isThere = false;
        return default;
    }
}
