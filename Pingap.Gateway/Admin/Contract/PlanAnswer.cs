using Pingap.Actors.Configuration;

namespace Pingap.Gateway.Admin.Contract;

/// <summary>What applying a configuration would do.</summary>
/// <param name="Against">The version that runs.</param>
/// <param name="Changes">What would change, entity by entity.</param>
/// <param name="Kept">Key paths of the entities that would go on as they are.</param>
/// <param name="Warnings">What should be looked at in the new configuration.</param>
public sealed record PlanAnswer(
    long Against, IReadOnlyList<EntityChange> Changes, IReadOnlyList<string> Kept, IReadOnlyList<ConfigProblem> Warnings);
