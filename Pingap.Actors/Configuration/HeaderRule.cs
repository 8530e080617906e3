namespace Pingap.Actors.Configuration;

/// <summary>One change to the header of a request or response.</summary>
/// <param name="Action">What to do.</param>
/// <param name="Name">The field.</param>
/// <param name="Value">Its value; empty for <see cref="HeaderAction.Remove"/>.</param>
public sealed record HeaderRule(HeaderAction Action, string Name, ValueTemplate Value);
