using Pingap.Actors.Configuration;
using Pingap.Gateway.Forwarding.Wire;

namespace Pingap.Gateway.Forwarding;

/// <summary>A backend as the forwarding of requests needs it, made once and not for every request.</summary>
public sealed class BackendOrigin
{
    private BackendOrigin(string authority, string prefix) => (Authority, Prefix) = (authority, prefix);

    /// <summary><c>host:port</c>.</summary>
    public string Authority { get; }

    /// <summary><c>scheme://host:port</c>.</summary>
    public string Prefix { get; }

    /// <summary>The HTTP/1.1 connections to it, or <c>null</c> where they are <see cref="HttpClient"/>'s business.</summary>
    internal ConnectionPool? Connections { get; init; }

    /// <summary>The names of a backend, and its connections.</summary>
    /// <param name="scheme">With its <c>://</c>.</param>
    /// <param name="backend">The backend.</param>
    /// <param name="connections">To it, if they are to be had here.</param>
    internal static BackendOrigin Of(string scheme, BackendAddress backend, ConnectionPool? connections)
    {
        var authority = backend.ToString();
        return new(authority, scheme + authority) { Connections = connections };
    }
}
