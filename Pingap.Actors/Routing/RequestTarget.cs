namespace Pingap.Actors.Routing;

/// <summary>A raw request target taken apart (RFC 9112 §3.2), nothing decoded and nothing copied.</summary>
/// <remarks>The authority form of <c>CONNECT</c> is not among the shapes: a reverse proxy opens no tunnels.</remarks>
public readonly struct RequestTarget
{
    private readonly string? _raw;
    private readonly Range _authority;
    private readonly Range _path;
    private readonly Range _query;

    private RequestTarget(string raw, RequestTargetForm form, Range authority, Range path, Range query)
    {
        _raw = raw;
        Form = form;
        _authority = authority;
        _path = path;
        _query = query;
    }

    /// <summary>Its shape.</summary>
    public RequestTargetForm Form { get; }

    /// <summary>Host and port of an absolute form as received; empty for the other forms.</summary>
    public ReadOnlySpan<char> Authority => _raw.AsSpan()[_authority];

    /// <summary>The raw query without <c>?</c>; empty when there is none.</summary>
    public ReadOnlySpan<char> Query => _raw.AsSpan()[_query];

    /// <summary>The raw query with its <c>?</c>, which may be all of it; empty when there is none.</summary>
    public ReadOnlySpan<char> MarkedQuery => _raw.AsSpan()[_path.End..];

    /// <summary>The raw path and query.</summary>
    public ReadOnlySpan<char> PathAndQuery => _raw.AsSpan()[_path.Start..];

    /// <summary>The raw path; the whole target itself, not a copy, where nothing else stands in it.</summary>
    public string Path()
    {
        var path = _raw.AsSpan()[_path];
        if (path.IsEmpty) return "/";
        return path.Length == _raw!.Length ? _raw : path.ToString();
    }

    /// <summary>Takes a target apart.</summary>
    /// <returns>Whether it has one of the shapes of <see cref="RequestTargetForm"/>; if not, the answer is 400.</returns>
    public static bool TryParse(string raw, out RequestTarget target)
    {
        target = default;
        if (raw is "*")
        {
            target = new(raw, RequestTargetForm.Asterisk, default, .., default);
            return true;
        }

        if (raw.StartsWith('/'))
        {
            target = Split(raw, RequestTargetForm.Origin, default, 0);
            return true;
        }

        var authority = raw.StartsWith("http://", StringComparison.OrdinalIgnoreCase) ? 7
            : raw.StartsWith("https://", StringComparison.OrdinalIgnoreCase) ? 8
            : 0;
        if (authority == 0) return false;
        var length = raw.AsSpan(authority).IndexOfAny('/', '?');
        var path = length < 0 ? raw.Length : authority + length;
        // User information has no place in a request and is a way to disguise the host (RFC 9110 §4.2.4).
        if (path == authority || raw.AsSpan()[authority..path].Contains('@')) return false;
        target = Split(raw, RequestTargetForm.Absolute, authority..path, path);
        return true;
    }

    private static RequestTarget Split(string raw, RequestTargetForm form, Range authority, int path)
    {
        var mark = raw.IndexOf('?', path);
        return mark < 0
            ? new(raw, form, authority, path..raw.Length, default)
            : new(raw, form, authority, path..mark, (mark + 1)..raw.Length);
    }
}
