namespace Pingap.Cli.Conversion.Result;

/// <summary>Our configuration, as it is to be written.</summary>
/// <param name="TrustedProxies">Whose forwarding fields are believed.</param>
/// <param name="Certificates">The certificates.</param>
/// <param name="Upstreams">The upstreams.</param>
/// <param name="Locations">The locations by name.</param>
/// <param name="Servers">The servers.</param>
internal sealed record ConvertedConfig(
    IReadOnlyList<string> TrustedProxies,
    IReadOnlyList<ConvertedCertificate> Certificates,
    IReadOnlyList<ConvertedUpstream> Upstreams,
    IReadOnlyList<(string Name, ConvertedLocation Location)> Locations,
    IReadOnlyList<ConvertedServer> Servers);
