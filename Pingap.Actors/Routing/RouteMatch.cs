namespace Pingap.Actors.Routing;

/// <summary>The location that takes a request.</summary>
/// <param name="Route">The location.</param>
/// <param name="Captures">What its path and host expressions found, or <c>null</c> where nothing was to find.</param>
public readonly record struct RouteMatch(LocationRoute Route, Captures? Captures);
