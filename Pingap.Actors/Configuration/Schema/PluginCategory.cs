namespace Pingap.Actors.Configuration.Schema;

/// <summary>A kind of plugin.</summary>
/// <param name="Name">As <c>category</c> names it.</param>
/// <param name="IsNeeded">
/// Whether a location must not run without it: something would be left unprotected, or requests would be answered by somebody else.
/// </param>
internal sealed record PluginCategory(string Name, bool IsNeeded);
