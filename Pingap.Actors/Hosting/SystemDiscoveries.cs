using System.Diagnostics;
using Pingap.Actors.Configuration;
using Pingap.Actors.Discovery;
using Pingap.Actors.Discovery.Dns;
using Pingap.Actors.Discovery.Docker;
using Pingap.Actors.Discovery.Files;

namespace Pingap.Actors.Hosting;

/// <summary>Looks for backends where they really are: in DNS, at the Docker engine, in files.</summary>
public sealed class SystemDiscoveries : IDiscoveries
{
    /// <inheritdoc/>
    public IDiscovery Create(DiscoveryQuestion question) => question.How.Kind switch
    {
        DiscoveryKind.Dns => new DnsDiscovery(question, DnsSystem.OfThisComputer),
        DiscoveryKind.Docker => new DockerDiscovery(question, DockerAddress.OfThisProcess),
        DiscoveryKind.File => new FileDiscovery(question),
        _ => throw new UnreachableException($"{question.How.Kind} is not looked for"),
    };
}
