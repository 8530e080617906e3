using Pingap.Actors.Configuration;

namespace Pingap.Cli.Sources;

/// <summary>A configuration that was read and judged.</summary>
/// <param name="Documents">The texts, to show the lines that problems speak of.</param>
/// <param name="Reading">What came of them.</param>
/// <param name="IsReachable">Whether its source is there; if not, a proxy may have what was good last.</param>
internal sealed record LoadedConfig(IReadOnlyList<ConfigDocument> Documents, ConfigReading Reading, bool IsReachable = true);
