using Pingap.Actors.Configuration;

namespace Pingap.Actors.Discovery;

/// <summary>One entry of <c>addrs</c> with the backends that hold for it.</summary>
/// <param name="Entry">The entry as it is written, without its weight.</param>
/// <param name="Backends">Those found when it was last looked up with success.</param>
/// <param name="Trouble">What was wrong when it was last looked up; empty when nothing was.</param>
public sealed record DiscoveredEntry(string Entry, ValueList<BackendConfig> Backends, string Trouble);
