using Pingap.Actors.Configuration;

namespace Pingap.Cli.Output;

/// <summary>What the command line says about the log; it wins over <c>[basic]</c>.</summary>
/// <param name="Json">Whether lines are JSON whatever <c>log_format_json</c> says.</param>
/// <param name="Level">The least severe level, or <c>null</c> for what <c>log_level</c> says.</param>
internal sealed record LogOptions(bool Json, LogSeverity? Level);
