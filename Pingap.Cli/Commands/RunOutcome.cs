using Pingap.Actors.Configuration;

namespace Pingap.Cli.Commands;

/// <summary>How the proxy ended.</summary>
/// <param name="Exit">What to tell the caller.</param>
/// <param name="Problems">Why it could not start; empty when it ran.</param>
internal sealed record RunOutcome(ExitCode Exit, IReadOnlyList<ConfigProblem> Problems);
