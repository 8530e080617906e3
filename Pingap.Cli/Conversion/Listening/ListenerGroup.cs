using System.Net;

namespace Pingap.Cli.Conversion.Listening;

/// <summary>Addresses on which the same servers listen in the same way: one of our servers.</summary>
/// <param name="Addresses">The addresses.</param>
/// <param name="Servers">The servers in the order of the file.</param>
/// <param name="Default">The one for hosts that none of them names.</param>
/// <param name="IsTls">Whether TLS is spoken.</param>
/// <param name="IsHttp2">Whether HTTP/2 is spoken.</param>
internal sealed record ListenerGroup(IReadOnlyList<EndPoint> Addresses, IReadOnlyList<NginxServer> Servers, NginxServer Default, bool IsTls, bool IsHttp2);
