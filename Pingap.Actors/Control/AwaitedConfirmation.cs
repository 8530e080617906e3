namespace Pingap.Actors.Control;

/// <summary>A version that is undone unless somebody confirms it.</summary>
/// <param name="Version">The version in force.</param>
/// <param name="Until">When it is undone.</param>
/// <param name="Otherwise">The version whose texts come back then.</param>
public sealed record AwaitedConfirmation(long Version, DateTimeOffset Until, long Otherwise);
