using Pingap.Actors.Configuration;

namespace Pingap.Actors.Discovery;

/// <summary>
/// The backends that hold for an upstream, by the entries they come from. Each reading gives the next: what cannot be looked up keeps what it
/// had, and a name that is gone takes its backends with it only while requests still have others to go to.
/// </summary>
public sealed record Discovered
{
    private const int GreatestWeight = 65535;

    private Discovered(ValueList<DiscoveredEntry> entries)
    {
        Entries = entries;
        Backends = Merged(entries);
    }

    /// <summary>What holds before anything was looked up.</summary>
    public static Discovered Nothing { get; } = new([]);

    /// <summary>In the order of <c>addrs</c>.</summary>
    public ValueList<DiscoveredEntry> Entries { get; }

    /// <summary>All of them, no address twice; what several entries lead to has the weights of all of these.</summary>
    public ValueList<BackendConfig> Backends { get; }

    /// <summary>What holds after a reading.</summary>
    public Discovered After(DiscoveryReading reading)
    {
        var next = reading.Entries.Select(Next).ToValueList();
        if (next.Any(entry => entry.Backends.Any(backend => backend.Weight > 0))) return new Discovered(next);

        // Nobody would be left to answer. That a name is gone is more often a slip in DNS than a wish to serve nothing.
        return new Discovered(next.Select((entry, i) =>
            reading.Entries[i].Status is EntryStatus.Gone ? entry with { Backends = LastOf(entry.Entry) } : entry).ToValueList());
    }

    /// <summary>Whether an entry had trouble when it was last looked up.</summary>
    public bool IsTroubled(string entry) => Find(entry) is { Trouble.Length: > 0 };

    private DiscoveredEntry Next(EntryReading read) => new(
        read.Entry, read.Status is EntryStatus.Failed ? LastOf(read.Entry) : read.Backends, read.Trouble);

    private ValueList<BackendConfig> LastOf(string entry) => Find(entry)?.Backends ?? [];

    private DiscoveredEntry? Find(string entry) => Entries.FirstOrDefault(known => known.Entry == entry);

    private static ValueList<BackendConfig> Merged(ValueList<DiscoveredEntry> entries)
    {
        var backends = new List<BackendConfig>();
        var places = new Dictionary<BackendAddress, int>();
        foreach (var backend in entries.SelectMany(entry => entry.Backends))
        {
            if (places.TryAdd(backend.Address, backends.Count)) backends.Add(backend);
            else backends[places[backend.Address]] = Sum(backends[places[backend.Address]], backend.Weight);
        }

        return backends.ToValueList();
    }

    private static BackendConfig Sum(BackendConfig backend, int weight) => backend with { Weight = Math.Min(GreatestWeight, backend.Weight + weight) };
}
