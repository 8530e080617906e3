using Pingap.Cli.Output;
using Pingap.Cli.Sources;

namespace Pingap.Cli.Commands;

/// <summary>What the commands stand on; tests put their own in place.</summary>
/// <param name="Terminal">Where they print.</param>
/// <param name="Load">Reads and judges a configuration.</param>
/// <param name="Run">Runs the proxy until it is told to stop.</param>
/// <param name="StateDir">The state directory, given what <c>--state-dir</c> says, or <c>null</c>.</param>
/// <param name="Clock">The time.</param>
internal sealed record CliServices(Terminal Terminal, LoadConfig Load, RunProxy Run, Func<string?, string> StateDir, TimeProvider Clock);

/// <summary>Reads and judges a configuration without applying it. What cannot be read is a problem, not an exception.</summary>
internal delegate Task<LoadedConfig> LoadConfig(ConfigOrigin origin, CancellationToken cancellation);

/// <summary>Runs the proxy; ends when <paramref name="stop"/> is cancelled and open requests have finished, or when it cannot start.</summary>
internal delegate Task<RunOutcome> RunProxy(RunPlan plan, CancellationToken stop);
