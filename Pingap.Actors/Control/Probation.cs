namespace Pingap.Actors.Control;

/// <summary>The time a version has to be confirmed in.</summary>
/// <param name="Until">When it is over.</param>
/// <param name="Otherwise">What comes back then, read already: it can do without the files it was read from.</param>
internal sealed record Probation(DateTimeOffset Until, InForce Otherwise);
