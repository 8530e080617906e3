using Pingap.Actors.Configuration;

namespace Pingap.Gateway.Forwarding;

/// <summary>A backend as text, made once and not for every request.</summary>
/// <param name="Authority"><c>host:port</c>.</param>
/// <param name="Prefix"><c>scheme://host:port</c>.</param>
public sealed record BackendOrigin(string Authority, string Prefix)
{
    /// <summary>The names of a backend.</summary>
    /// <param name="scheme">With its <c>://</c>.</param>
    /// <param name="backend">The backend.</param>
    public static BackendOrigin Of(string scheme, BackendAddress backend)
    {
        var authority = backend.ToString();
        return new(authority, scheme + authority);
    }
}
