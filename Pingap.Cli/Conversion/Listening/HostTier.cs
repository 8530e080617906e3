namespace Pingap.Cli.Conversion.Listening;

/// <summary>Names of one server, and how early nginx considers them among those of the others.</summary>
/// <param name="Server">The server.</param>
/// <param name="Names">The names; empty is every host.</param>
/// <param name="Tier">The higher is considered first; names of different servers in the same tier share no host.</param>
internal sealed record HostTier(NginxServer Server, IReadOnlyList<ServerNamePattern> Names, int Tier);
