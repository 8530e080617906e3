namespace Pingap.Actors.Routing;

/// <summary>What routing looks at in a request. Implementations give parts of what they hold and allocate nothing.</summary>
public interface IRouteRequest
{
    /// <summary>The method, upper case as received.</summary>
    string Method { get; }

    /// <summary>The requested host without port and brackets, as received; empty when there is none.</summary>
    string Host { get; }

    /// <summary>The normalised path (RFC 3986 §6.2.2), without the query.</summary>
    string Path { get; }

    /// <summary>The first value of a header field, or <c>null</c>.</summary>
    string? Header(string name);

    /// <summary>The first value of a query parameter, not decoded, or <c>null</c>.</summary>
    string? Query(string name);

    /// <summary>The value of a cookie, or <c>null</c>.</summary>
    string? Cookie(string name);
}
