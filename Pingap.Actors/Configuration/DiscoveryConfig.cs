namespace Pingap.Actors.Configuration;

/// <summary>How the backends of an upstream are found.</summary>
/// <param name="Kind">Where they come from; DNS when not said and an address is a name (<c>discovery</c>).</param>
/// <param name="Dns">Whom DNS is asked of, and for which names.</param>
/// <param name="UpdateInterval">How often they are looked up again (<c>update_frequency</c>).</param>
/// <param name="Ipv4Only">Whether only IPv4 addresses of names are used (<c>ipv4_only</c>).</param>
public sealed record DiscoveryConfig(DiscoveryKind Kind, DnsConfig Dns, TimeSpan UpdateInterval, bool Ipv4Only)
{
    /// <summary>What holds for an upstream whose addresses are all IP addresses.</summary>
    public static readonly DiscoveryConfig Static = new(DiscoveryKind.Static, DnsConfig.SystemDefault, TimeSpan.FromSeconds(60), false);
}
