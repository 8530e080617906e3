using Pingap.Actors.Configuration;

namespace Pingap.Actors.Discovery;

/// <summary>What was found at one moment for all entries of an upstream.</summary>
/// <param name="Entries">In the order of <c>addrs</c>.</param>
/// <param name="FreshFor">How long that may be taken for true, or <c>null</c> when nobody says.</param>
public sealed record DiscoveryReading(ValueList<EntryReading> Entries, TimeSpan? FreshFor = null);
