namespace Pingap.Actors.Configuration;

/// <summary>How the backends of an upstream are found.</summary>
/// <param name="Kind">Where they come from; DNS when not said and an address is a name (<c>discovery</c>).</param>
/// <param name="Dns">Whom DNS is asked of, and for which names.</param>
/// <param name="UpdateInterval">How often they are looked up again at least (<c>update_frequency</c>).</param>
/// <param name="Ipv4Only">Whether only IPv4 addresses of names are used (<c>ipv4_only</c>).</param>
public sealed record DiscoveryConfig(DiscoveryKind Kind, DnsConfig Dns, TimeSpan UpdateInterval, bool Ipv4Only)
{
    /// <summary>What holds for an upstream whose addresses are all IP addresses.</summary>
    public static readonly DiscoveryConfig Static = new(DiscoveryKind.Static, DnsConfig.SystemDefault, TimeSpan.FromSeconds(60), false);

    /// <summary>The labels of containers, for <see cref="DiscoveryKind.Docker"/>.</summary>
    public ValueList<ContainerLabel> Containers { get; init; } = [];

    /// <summary>The network whose addresses of containers are used, or <c>null</c> for the first by name (<c>docker_network</c>).</summary>
    public string? DockerNetwork { get; init; }

    /// <summary>The paths of files with backends, for <see cref="DiscoveryKind.File"/>; relative ones are joined to the folder of the configuration's file.</summary>
    public ValueList<string> Files { get; init; } = [];

    /// <summary>The hosts that requests may name, for <see cref="DiscoveryKind.Transparent"/>.</summary>
    public ValueList<DialedHost> Dialed { get; init; } = [];

    /// <summary>The port of found backends that come without one: 80, or 443 with TLS.</summary>
    public int DefaultPort { get; init; } = 80;
}
