namespace Pingap.Actors.Configuration;

/// <summary>What of a request is hashed to choose its backend. A request without it is told apart by the client's address.</summary>
/// <param name="Source">Which part.</param>
/// <param name="Name">The name of the field, cookie or parameter; empty for other parts.</param>
public sealed record HashKeyConfig(HashSource Source, string Name);
