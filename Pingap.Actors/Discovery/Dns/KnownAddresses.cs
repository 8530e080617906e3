using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Pingap.Actors.Discovery.Dns;

/// <summary>What names last had for addresses, for a moment in which nobody can say. Names are looked up side by side.</summary>
internal sealed class KnownAddresses
{
    private readonly ConcurrentDictionary<(string Name, AddressFamily Family), IReadOnlyList<IPAddress>> _known = new();

    /// <summary>Learns from an answer; one that failed changes nothing.</summary>
    public void Heard(string name, AddressFamily family, DnsAnswer<IPAddress> answer)
    {
        if (answer.Status is EntryStatus.Found) _known[(name, family)] = answer.Items;
        else if (answer.Status is EntryStatus.Gone) _known.TryRemove((name, family), out _);
    }

    /// <summary>The addresses of one family.</summary>
    public IReadOnlyList<IPAddress> Of(string name, AddressFamily family) => _known.GetValueOrDefault((name, family)) ?? [];

    /// <summary>The addresses of both families.</summary>
    public IReadOnlyList<IPAddress> Of(string name) => [.. Of(name, AddressFamily.InterNetwork), .. Of(name, AddressFamily.InterNetworkV6)];
}
