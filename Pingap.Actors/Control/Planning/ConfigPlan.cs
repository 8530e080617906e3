using Pingap.Actors.Configuration;

namespace Pingap.Actors.Control.Planning;

/// <summary>What applying a configuration would do, worked out without touching anything.</summary>
/// <param name="Against">The version that runs.</param>
/// <param name="Changes">Entities that would change, in the order basic, certificates, upstreams, locations, servers and so on, by name.</param>
/// <param name="Kept">Key paths of the entities that would go on as they are, with their actors, connections, breakers and streams.</param>
/// <param name="Warnings">What should be looked at in the new configuration.</param>
public sealed record ConfigPlan(long Against, ValueList<PlannedChange> Changes, ValueList<string> Kept, ValueList<ConfigProblem> Warnings);
