using System.Net;

namespace Pingap.Actors.Configuration;

/// <summary>Whom DNS is asked of, and how short names are completed.</summary>
/// <param name="Servers">Servers that are asked; empty is those of the system (<c>dns_server</c>).</param>
/// <param name="Domain">Lower-case domain that completes names without a dot, or <c>null</c> for the system's (<c>dns_domain</c>).</param>
/// <param name="Search">Lower-case domains that are tried for names without a dot, besides those of the system (<c>dns_search</c>).</param>
public sealed record DnsConfig(ValueList<IPEndPoint> Servers, string? Domain, ValueList<string> Search)
{
    /// <summary>As the system resolves names.</summary>
    public static readonly DnsConfig SystemDefault = new([], null, []);
}
