using Pingap.Actors.Configuration.Comparing;

namespace Pingap.Actors.Control.Planning;

/// <summary>What applying a configuration would do to one entity.</summary>
/// <param name="Diff">How the entity differs.</param>
/// <param name="Effect">What happens to what runs by it, in words: <c>keeps 127.0.0.1:8001, starts 127.0.0.1:8002; connections stay open</c>.</param>
public sealed record PlannedChange(EntityDiff Diff, string Effect);
