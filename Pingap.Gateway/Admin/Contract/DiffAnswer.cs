namespace Pingap.Gateway.Admin.Contract;

/// <summary>How two versions differ as they are written.</summary>
public sealed record DiffAnswer(long Before, long After, IReadOnlyList<EntityChange> Entities);
