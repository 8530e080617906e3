using Pingap.Actors.Configuration;

namespace Pingap.Actors.Discovery.Docker;

/// <summary>Says which backends the containers with a label are.</summary>
internal static class ContainerBackends
{
    /// <summary>The backends of one entry. A container that cannot be reached is left out, with words about the first of them.</summary>
    /// <param name="label">The entry.</param>
    /// <param name="containers">The containers that have the label.</param>
    /// <param name="how">Which network, and which port where nothing says one.</param>
    public static EntryReading Of(ContainerLabel label, IEnumerable<Container> containers, DiscoveryConfig how)
    {
        var backends = new Dictionary<BackendAddress, BackendConfig>();
        var trouble = "";
        foreach (var container in containers.Where(container => container.IsReady))
        {
            if (container.Address(how.DockerNetwork, out var wrong) is not { } ip)
            {
                if (trouble.Length == 0) trouble = wrong;
                continue;
            }

            var address = new BackendAddress(ip.ToString(), label.Port ?? (container.Ports is [var only] ? only : how.DefaultPort));
            backends.TryAdd(address, new BackendConfig(address, label.Weight));
        }

        // The engine lists the newest first: in that order a restart would be a change of all of them.
        return EntryReading.Found(label.ToString(), backends.Values.OrderBy(backend => backend.Address.ToString(), StringComparer.Ordinal), trouble);
    }
}
