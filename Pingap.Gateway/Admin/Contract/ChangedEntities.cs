namespace Pingap.Gateway.Admin.Contract;

/// <summary>Key paths of the entities that a change touched.</summary>
public sealed record ChangedEntities(IReadOnlyList<string> Added, IReadOnlyList<string> Changed, IReadOnlyList<string> Removed);
