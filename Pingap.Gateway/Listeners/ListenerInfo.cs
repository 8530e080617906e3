using System.Net;
using Pingap.Actors.Configuration;

namespace Pingap.Gateway.Listeners;

/// <summary>One address that is being listened on.</summary>
/// <param name="Server">The server that answers on it.</param>
/// <param name="EndPoint">Address and real port, also where port 0 was asked for.</param>
/// <param name="Tls">TLS settings, or <c>null</c> for cleartext.</param>
public sealed record ListenerInfo(ServerName Server, EndPoint EndPoint, ListenerTls? Tls);
