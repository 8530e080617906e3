using System.Net.Security;

namespace Pingap.EndToEnd.Tests.Running;

/// <summary>HTTP clients that do nothing by themselves: no redirects, cookies, decompression.</summary>
public static class Clients
{
    /// <summary>A client; dispose it with its connections.</summary>
    /// <param name="tls">How it speaks TLS.</param>
    public static HttpClient Http(SslClientAuthenticationOptions? tls = null) => new(Handler(tls)) { Timeout = Deadline.Generous };

    /// <summary>The connections of such a client.</summary>
    public static SocketsHttpHandler Handler(SslClientAuthenticationOptions? tls = null)
    {
        var handler = new SocketsHttpHandler { UseProxy = false, UseCookies = false, AllowAutoRedirect = false };
        if (tls is not null) handler.SslOptions = tls;
        return handler;
    }

    /// <summary>A request in one version of HTTP and no other; HTTP/2 in cleartext by prior knowledge.</summary>
    /// <param name="version"><c>1.1</c> or <c>2.0</c>.</param>
    /// <param name="method">The method.</param>
    /// <param name="target">Absolute, or from the client's base address.</param>
    public static HttpRequestMessage Request(string version, HttpMethod method, string target) => new(method, target)
    {
        Version = Version.Parse(version),
        VersionPolicy = HttpVersionPolicy.RequestVersionExact,
    };
}
