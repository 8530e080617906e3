using Pingap.Actors.Configuration;

namespace Pingap.Actors.Discovery;

/// <summary>What was found at one moment for one entry of <c>addrs</c>.</summary>
/// <param name="Entry">The entry as it is written, without its weight.</param>
/// <param name="Status">What it has come to.</param>
/// <param name="Backends">The backends, for <see cref="EntryStatus.Found"/>.</param>
/// <param name="Trouble">What is wrong, in words; empty when nothing is.</param>
public sealed record EntryReading(string Entry, EntryStatus Status, ValueList<BackendConfig> Backends, string Trouble)
{
    /// <summary>An entry with these backends.</summary>
    public static EntryReading Found(string entry, IEnumerable<BackendConfig> backends, string trouble = "") =>
        new(entry, EntryStatus.Found, backends.ToValueList(), trouble);

    /// <summary>An entry that has none, as whoever knows says.</summary>
    public static EntryReading Gone(string entry, string trouble) => new(entry, EntryStatus.Gone, [], trouble);

    /// <summary>An entry of which nobody could say.</summary>
    public static EntryReading Failed(string entry, string trouble) => new(entry, EntryStatus.Failed, [], trouble);
}
